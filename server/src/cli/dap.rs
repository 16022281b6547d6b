//! `saveloop dap`: debugging for editors that speak the Debug Adapter Protocol.

use std::net::{IpAddr, SocketAddr};

use super::inspect::Place;
use super::progress::FAILED;
use crate::dap::adapter::{self, Trusts};
use crate::log;

#[derive(clap::Args)]
pub struct Arguments {
    /// Serve connections at this address instead of standard input and output; port 0 is any that is free.
    #[arg(long, value_name = "[HOST:]PORT")]
    listen: Option<Place>,
    /// Accepted because some editors pass it; it is the way without `--listen`.
    #[arg(long, hide = true, conflicts_with = "listen")]
    stdio: bool,
}

/// The exit code.
pub fn serve(arguments: &Arguments) -> u8 {
    log::start();
    log::end_on_panic();
    let served = match &arguments.listen {
        Some(place) => place.address().and_then(|address| adapter::listen(address, told)),
        None => adapter::serve(std::io::stdin(), std::io::stdout(), Trusts::Parent),
    };
    served.unwrap_or_else(|error| {
        eprintln!("saveloop: the debug adapter cannot serve: {error}");
        FAILED
    })
}

fn told(address: SocketAddr) {
    if !is_of_this_machine(address.ip()) {
        eprintln!(
            "saveloop: WARNING: the debug adapter listens on {}: OTHER MACHINES CAN REACH IT.\n\
             saveloop: WARNING: whoever connects can run any program here, with the rights of this user.",
            address.ip()
        );
    }
    eprintln!("Debug adapter listening on {address}");
}

fn is_of_this_machine(address: IpAddr) -> bool {
    address.is_loopback()
}
