//! Processes of this program that it starts itself.

use std::process::{Command, Stdio};

use durable_runtime::prelude::*;

use crate::settings::Settings;
use crate::trial::Figures;

/// Makes as many runs as the settings say, each in a process of its own.
pub(crate) fn runs(settings: &Settings) -> Result<Vec<Figures>> {
    (0..settings.runs)
        .map(|_| {
            let output = Command::new(std::env::current_exe()?)
                .args(settings.as_flags())
                .arg("--one-run")
                .stderr(Stdio::inherit())
                .output()?;
            if output.status.success() {
                Ok(serde_json::from_slice(&output.stdout)?)
            } else {
                Err(Failure::new(format!("a run failed: {}", output.status)))
            }
        })
        .collect()
}
