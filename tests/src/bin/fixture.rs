//! Writes a store in this program's format, for the tests of formats of later programs.

use std::path::PathBuf;

use durable_runtime::{Failure, Result};

#[path = "../../formats/instances.rs"]
mod instances;

#[tokio::main]
async fn main() -> Result<()> {
    let folder = std::env::args().nth(1).map(PathBuf::from);
    let folder =
        folder.ok_or_else(|| Failure::new("say into which folder: `fixture tests/formats/3`"))?;
    std::fs::create_dir_all(&folder)?;
    instances::write(&folder).await
}
