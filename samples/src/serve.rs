//! Serving a sample's instances over HTTP, until the process is asked to end.

use std::path::Path;

use durable_runtime::{Result, Runtime};

/// Serves at the address `listen` until Ctrl-C. `instances` says what the program calls them, such as `monitors`.
///
/// # Errors
/// If the address can't be had, or can be reached by other machines and there is no `system_key`; if the runtime stops.
pub async fn until_ctrl_c(
    runtime: Runtime,
    store: &Path,
    listen: &str,
    system_key: Option<String>,
    instances: &str,
) -> Result<()> {
    let mut http = runtime.serve(listen);
    if let Some(key) = system_key {
        http = http.system_key(key);
    }
    let server = http.bind().await?;
    let address = server.address();
    let running = server.run();
    tracing::info!(
        "{} is open; listening on http://{address}; Ctrl-C ends it",
        store.display()
    );
    running.await?;
    tracing::info!("ended; the {instances} go on when this is started again");
    Ok(())
}
