//! Keeps connections open that never say what they want, as an attacker or ten thousand bad lines would.
//!
//! `testkit-slow ADDRESS COUNT`: opens them, sends each a few bytes and says `open`. At each line of standard input it sends
//! each one byte more and says how many the server has not closed.

use std::io::{BufRead, ErrorKind, Write};
use std::net::TcpStream;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let address = arguments.next().expect("the server's address");
    let count: usize = arguments.next().and_then(|count| count.parse().ok()).expect("how many");
    // Some more for standard streams and whatever the system opens.
    rlimit::increase_nofile_limit(count as u64 + 100).expect("as many files as connections");
    let mut streams: Vec<TcpStream> = (0..count)
        .map(|_| {
            let mut stream = TcpStream::connect(&address).expect("it listens");
            stream.write_all(b"GET / HT").expect("a few bytes");
            stream.set_nonblocking(true).expect("a socket");
            stream
        })
        .collect();
    say("open");
    for line in std::io::stdin().lock().lines() {
        line.expect("whoever started us writes lines");
        say(&streams.iter_mut().filter_map(held).count().to_string());
    }
}

/// Nothing has come, not even an end. The byte goes out first: a server that has closed answers it with a reset.
fn held(stream: &mut TcpStream) -> Option<()> {
    stream.write_all(b"T").ok()?;
    match stream.peek(&mut [0]) {
        Err(error) if error.kind() == ErrorKind::WouldBlock => Some(()),
        _ => None,
    }
}

fn say(word: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{word}").and_then(|()| out.flush()).expect("whoever started us reads");
}
