//! Makes the fixture of the format of stores that is current: `make_store FOLDER` leaves in the folder a store
//! that was shut down, `closed.redb`, and one whose process was killed, `killed.redb` with its journal. They are
//! kept in `tests/fixtures/stores/N`, where N is the version of the format, and are not made anew: what
//! the program that wrote them has written is what they are for.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use durable_runtime::prelude::*;
use durable_tests::old_store::{World, builder, fill, refuse};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [folder] => make(Path::new(folder)).await,
        // The process that is killed.
        [folder, "to-be-killed"] => {
            let runtime = open(&Path::new(folder).join("killed.redb")).await?;
            println!("filled");
            std::future::pending::<()>().await;
            drop(runtime);
            Ok(())
        }
        _ => Err(Failure::new("usage: make_store FOLDER")),
    }
}

async fn make(folder: &Path) -> Result<()> {
    std::fs::create_dir_all(folder)?;
    let mut child = Command::new(std::env::current_exe()?)
        .arg(folder)
        .arg("to-be-killed")
        .stdout(Stdio::piped())
        .spawn()?;
    let mut said = String::new();
    let output = child.stdout.take().expect("its output is piped");
    BufReader::new(output).read_line(&mut said)?;
    child.kill()?;
    child.wait()?;
    if said.trim() != "filled" {
        return Err(Failure::new("the process that was to be killed has failed"));
    }
    open(&folder.join("closed.redb")).await?.shutdown().await?;
    refuse(false);
    Ok(())
}

async fn open(path: &Path) -> Result<Runtime> {
    let runtime = builder(World::Broken).open(path).await?;
    fill(&runtime).await?;
    Ok(runtime)
}
