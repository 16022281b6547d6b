//! Which directories lie on file systems that do not tell of changes made elsewhere.

use std::path::{Path, PathBuf};

/// Networks, shares of virtual machines, and Windows' disks under WSL.
const SILENT: [&str; 17] = [
    "9p",
    "afs",
    "ceph",
    "cifs",
    "drvfs",
    "fuse.grpcfuse",
    "fuse.osxfs",
    "fuse.rclone",
    "fuse.s3fs",
    "fuse.sshfs",
    "fuse.vmhgfs-fuse",
    "nfs",
    "nfs4",
    "prl_fs",
    "smb3",
    "smbfs",
    "vboxsf",
];

/// What is mounted where; the deepest directory last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mounts(Vec<(PathBuf, bool)>);

impl Mounts {
    /// Of this process; none where the system does not list them.
    pub fn now() -> Self {
        Self::parse(&std::fs::read_to_string("/proc/self/mountinfo").unwrap_or_default())
    }

    /// The lines of `mountinfo`: the fifth field is where, the first behind the lone dash is what.
    fn parse(text: &str) -> Self {
        let mut mounts: Vec<(PathBuf, bool)> = text.lines().filter_map(mount).collect();
        mounts.sort_by_key(|(place, _)| place.components().count());
        Self(mounts)
    }

    /// Whether changes in a directory may come without a word.
    pub fn is_silent(&self, directory: &Path) -> bool {
        let mount = self.0.iter().rev().find(|(place, _)| directory.starts_with(place));
        mount.is_some_and(|(_, is_silent)| *is_silent)
    }
}

fn mount(line: &str) -> Option<(PathBuf, bool)> {
    let (before, after) = line.split_once(" - ")?;
    let place = unescaped(before.split(' ').nth(4)?);
    let kind = after.split(' ').next()?;
    Some((PathBuf::from(place), SILENT.contains(&kind)))
}

/// `\040` is a space there, and `\134` a backslash.
fn unescaped(field: &str) -> String {
    let mut parts = field.split('\\');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let code = part.get(..3).and_then(|digits| u8::from_str_radix(digits, 8).ok());
        match code.zip(part.get(3..)) {
            Some((code, rest)) => {
                out.push(char::from(code));
                out.push_str(rest);
            }
            None => {
                out.push('\\');
                out.push_str(part);
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_deepest_mount_over_a_directory_decides() {
        let text = "22 1 254:0 / / rw,relatime - ext4 /dev/vda rw\n\
            30 22 0:33 / /mnt/c rw shared:1 - 9p C:\\134 rw\n\
            31 22 0:34 / /net/my\\040share rw - nfs4 host:/x rw\n\
            32 31 8:1 / /net/my\\040share/local rw - ext4 /dev/sda1 rw\n";
        let mounts = Mounts::parse(text);
        for (directory, is_silent) in [
            ("/home/me", false),
            ("/mnt/c", true),
            ("/mnt/c/project/src", true),
            ("/mnt/cc", false),
            ("/net/my share/a", true),
            ("/net/my share/local/a", false),
        ] {
            assert_eq!(mounts.is_silent(Path::new(directory)), is_silent, "{directory}");
        }
        assert!(!Mounts::default().is_silent(Path::new("/")));
    }
}
