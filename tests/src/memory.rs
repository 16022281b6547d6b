//! What processes hold in memory, from the system.

/// Bytes of a process that are in memory.
pub fn resident(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).expect("a Linux /proc");
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).expect("a size");
    line.split_whitespace().next().and_then(|kib| kib.parse::<u64>().ok()).expect("a number") * 1024
}

/// How many directories a process watches, by its inotify instances.
pub fn watches(process: u32) -> Vec<usize> {
    let entries = std::fs::read_dir(format!("/proc/{process}/fdinfo")).expect("a Linux /proc");
    let texts = entries.filter_map(|entry| std::fs::read_to_string(entry.ok()?.path()).ok());
    let counts = texts.map(|text| text.lines().filter(|line| line.starts_with("inotify ")).count());
    counts.filter(|count| *count > 0).collect()
}

/// How many files, sockets and the like it has open.
pub fn open_files(process: u32) -> usize {
    std::fs::read_dir(format!("/proc/{process}/fd")).expect("a Linux /proc").count()
}

/// The processes a process has started.
pub fn children(process: u32) -> Vec<u32> {
    let tasks = std::fs::read_dir(format!("/proc/{process}/task")).expect("a Linux /proc");
    let lists = tasks.filter_map(|task| std::fs::read_to_string(task.ok()?.path().join("children")).ok());
    let ids = |list: String| list.split_whitespace().filter_map(|id| id.parse().ok()).collect::<Vec<u32>>();
    lists.flat_map(ids).collect()
}
