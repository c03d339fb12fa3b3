//! Stores of older formats go on where they were: the fixtures in `tests/fixtures/stores`, one folder for each
//! format, which the program of that format's time has written.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use durable_runtime::{Inspector, Result};
use durable_tests::old_store::{STATUSES, World, builder, finish};

/// The names of the two stores of each format: one that was shut down, and one whose process was killed.
const NAMES: [&str; 2] = ["closed", "killed"];

/// The folders of all old formats.
fn formats() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/stores");
    let formats = std::fs::read_dir(folder).expect("there are fixtures");
    let mut formats: Vec<_> = formats
        .map(|format| format.expect("it can be read").path())
        .collect();
    formats.sort();
    assert!(!formats.is_empty());
    formats
}

fn files_in(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = std::fs::read_dir(folder).expect("the folder can be read");
    let files = files.map(|file| {
        let file = file.expect("it can be read");
        let name = file.file_name().into_string().expect("the name is text");
        (name, std::fs::read(file.path()).expect("it can be read"))
    });
    files.collect()
}

/// A copy of a store, in a folder of its own.
fn copy_of(format: &Path, name: &str) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder can be made");
    for (file, bytes) in files_in(format) {
        if file.starts_with(name) {
            std::fs::write(folder.path().join(file), bytes).expect("it can be written");
        }
    }
    let path = folder.path().join(format!("{name}.redb"));
    (folder, path)
}

#[tokio::test]
async fn every_instance_of_an_old_store_comes_to_the_end_that_it_would_have_had() -> Result<()> {
    for format in formats() {
        for name in NAMES {
            let (folder, path) = copy_of(&format, name);
            let runtime = builder(World::InOrder).open(&path).await?;
            finish(&runtime).await?;
            runtime.shutdown().await?;
            assert_eq!(
                files_in(folder.path()).len(),
                1,
                "nothing is left beside it"
            );
            // It is an ordinary store now.
            let runtime = builder(World::InOrder).open(&path).await?;
            assert_eq!(runtime.statistics().await?.instances.unfinished(), 0);
            runtime.shutdown().await?;
        }
    }
    Ok(())
}

#[tokio::test]
async fn an_old_store_can_be_looked_at_and_is_left_as_it_is() -> Result<()> {
    for format in formats() {
        for name in NAMES {
            let (folder, path) = copy_of(&format, name);
            let before = files_in(folder.path());
            let inspector = Inspector::open(&path).await?;
            for (id, status) in STATUSES {
                let is = inspector.instance(id).await?.runtime_status.to_string();
                assert_eq!(is, status, "{id} in {name} of {format:?}");
                assert!(!inspector.history(id).await?.is_empty());
            }
            let waiting = inspector.inspect("sleeper").await?.expect("it waits");
            assert_eq!(waiting.point, "sleep#1");
            assert_eq!(waiting.locals["number"], 42);
            let picky = inspector.instance("picky").await?;
            assert!(
                picky
                    .blocked
                    .expect("it is blocked")
                    .contains("older shape")
            );
            drop(inspector);
            assert_eq!(files_in(folder.path()), before);
        }
    }
    Ok(())
}

#[tokio::test]
async fn a_migrated_store_that_is_killed_at_once_goes_on_all_the_same() -> Result<()> {
    for format in formats() {
        for name in NAMES {
            let (_folder, path) = copy_of(&format, name);
            let runtime = builder(World::InOrder)
                .halt_after_commits(1)
                .open(&path)
                .await?;
            let stopped = runtime.stopped().await;
            stopped.expect_err("it was halted");
            drop(runtime);
            let runtime = builder(World::InOrder).open(&path).await?;
            finish(&runtime).await?;
            runtime.shutdown().await?;
        }
    }
    Ok(())
}
