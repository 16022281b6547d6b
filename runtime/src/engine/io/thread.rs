//! The I/O thread: a runtime that turns until its owner is gone.

use std::future::Future;
use std::io;
use std::thread::JoinHandle;

use tokio::runtime::{Builder, Handle};
use tokio::sync::oneshot;
use tokio::task::AbortHandle;

pub struct Thread {
    runtime: Handle,
    /// Dropped, it ends the thread.
    ends: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Thread {
    pub fn start(blocking: usize) -> io::Result<Self> {
        let runtime = Builder::new_current_thread()
            .enable_all()
            .max_blocking_threads(blocking)
            .thread_name("engine blocking")
            .build()?;
        let handle = runtime.handle().clone();
        let (ends, ended) = oneshot::channel::<()>();
        let thread = std::thread::Builder::new().name("engine io".into()).spawn(move || {
            // An error is its end as well.
            let _ = runtime.block_on(ended);
            // Every task is dropped here; work that blocks is not waited for.
            runtime.shutdown_background();
        })?;
        Ok(Self { runtime: handle, ends: Some(ends), thread: Some(thread) })
    }

    pub fn spawn(&self, future: impl Future<Output = ()> + Send + 'static) -> AbortHandle {
        self.runtime.spawn(future).abort_handle()
    }

    /// For what has to know the runtime it will wait in.
    pub fn within<T>(&self, body: impl FnOnce() -> T) -> T {
        let _entered = self.runtime.enter();
        body()
    }

    pub fn block(&self, work: impl FnOnce() + Send + 'static) {
        drop(self.runtime.spawn_blocking(work));
    }
}

impl Drop for Thread {
    fn drop(&mut self) {
        drop(self.ends.take());
        if let Some(Err(_)) = self.thread.take().map(JoinHandle::join) {
            tracing::error!("the I/O thread ended by a panic");
        }
    }
}
