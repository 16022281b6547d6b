//! Writers and a reader on threads of their own: what is on its way never exceeds the bound.

use std::sync::mpsc::{TryRecvError, channel};
use std::thread;

use super::Backlog;

#[test]
fn what_is_on_its_way_never_exceeds_the_bound_and_all_of_it_arrives() {
    let backlog = Backlog::new(100);
    let (sender, receiver) = channel();
    let writers: Vec<_> = (1..=4)
        .map(|size| {
            let (backlog, sender) = (backlog.clone(), sender.clone());
            thread::spawn(move || {
                (0..500).for_each(|_| sender.send((size * 10, backlog.enter(size * 10))).unwrap())
            })
        })
        .collect();
    drop(sender);
    let mut sum = 0;
    for (size, share) in receiver {
        assert!(backlog.waiting() <= 100, "{}", backlog.waiting());
        sum += size;
        drop(share);
    }
    writers.into_iter().for_each(|writer| writer.join().unwrap());
    assert_eq!(sum, 500 * (10 + 20 + 30 + 40));
    assert_eq!(backlog.waiting(), 0);
}

#[test]
fn what_is_larger_than_the_bound_passes_alone() {
    let backlog = Backlog::new(100);
    let large = backlog.enter(1000);
    let (sender, receiver) = channel();
    let writer = {
        let backlog = backlog.clone();
        thread::spawn(move || sender.send(backlog.enter(1)))
    };
    assert_eq!(receiver.try_recv().err(), Some(TryRecvError::Empty));
    drop(large);
    assert!(receiver.recv().is_ok());
    writer.join().unwrap().unwrap();
}

#[test]
fn a_queue_that_goes_lets_its_writer_go_on() {
    let backlog = Backlog::new(10);
    let (sender, receiver) = channel();
    sender.send(backlog.enter(10)).unwrap();
    let writer = {
        let backlog = backlog.clone();
        thread::spawn(move || sender.send(backlog.enter(10)).is_err())
    };
    drop(receiver);
    assert!(writer.join().unwrap());
}

#[test]
fn nobody_waits_at_a_closed_backlog() {
    let backlog = Backlog::new(10);
    let held = backlog.enter(10);
    let writer = {
        let backlog = backlog.clone();
        thread::spawn(move || drop(backlog.enter(10)))
    };
    backlog.close();
    writer.join().unwrap();
    drop(held);
    assert_eq!(backlog.waiting(), 0);
}
