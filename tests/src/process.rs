//! The kernel's figures about this process.

/// The memory that is resident, in KiB, and how much of it is the process's own rather than mapped
/// files; `None` where there is no `/proc`.
pub fn resident_kib() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim().trim_end_matches("kB").trim().parse().ok()
}

/// The number of bytes that the process has written to disks so far, in whole pages; `None` where there is no `/proc`.
pub fn bytes_written() -> Option<u64> {
    let io = std::fs::read_to_string("/proc/self/io").ok()?;
    let count = io
        .lines()
        .find_map(|line| line.strip_prefix("write_bytes:"))?;
    count.trim().parse().ok()
}
