//! Who is at the other end, where proxies stand between: an address is believed only from a proxy that was named.
//!
//! Every proxy on the way adds the address it was asked from at the end of the line, and whoever asks first may have begun
//! that line with anything. So it is read from its end, as far as the proxies that wrote it are ours.

use std::net::{IpAddr, SocketAddr};
use std::str::FromStr;

use http::HeaderMap;
use ipnet::IpNet;

/// The proxies whose word is taken for where a request came from. None, unless somebody names them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TrustedProxies(Vec<IpNet>);

/// This is neither an address nor a network.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is neither an address nor a network such as 10.0.0.0/8")]
pub struct NotANetwork(String);

/// Steps of a line that are looked at: more proxies than anybody has, and an end to a line made long on purpose.
const STEPS_MAX: usize = 16;

impl TrustedProxies {
    /// # Errors
    /// [`NotANetwork`] for the first that is none.
    pub fn parse<T: AsRef<str>>(networks: &[T]) -> Result<Self, NotANetwork> {
        let network = |text: &T| {
            let text = text.as_ref().trim();
            let network =
                text.parse().or_else(|_| text.parse::<IpAddr>().map(|address| IpNet::from(address.to_canonical())));
            network.map_err(|_| NotANetwork(text.to_owned()))
        };
        networks.iter().map(network).collect::<Result<_, _>>().map(Self)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn trusts(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.contains(&address))
    }

    /// Where a request came from: the last address on its way that is none of the proxies, as far as they tell it. What they
    /// do not tell, or not as an address, ends the way at the one that should have.
    ///
    /// `X-Forwarded-For` goes before `Forwarded` (RFC 7239), since most proxies write the former and pass the other on as it
    /// came.
    pub fn client(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let mut address = peer.to_canonical();
        for told in way(headers).into_iter().rev().take(STEPS_MAX) {
            if !self.trusts(address) {
                break;
            }
            match told.and_then(address_in) {
                Some(before) => address = before,
                None => break,
            }
        }
        address
    }
}

/// The steps a request says it took, the first first; nothing for a step that names nobody.
fn way(headers: &HeaderMap) -> Vec<Option<&str>> {
    let lines = |name: &str| -> Vec<&str> {
        // A line that is no text is a step that names nobody.
        headers.get_all(name).iter().map(|line| line.to_str().unwrap_or_default()).collect()
    };
    let forwarded_for = lines("x-forwarded-for");
    if !forwarded_for.is_empty() {
        return forwarded_for.into_iter().flat_map(|line| line.split(',')).map(Some).collect();
    }
    lines("forwarded").into_iter().flat_map(|line| line.split(',')).map(named_in).collect()
}

/// Whom a step of `Forwarded` names.
fn named_in(step: &str) -> Option<&str> {
    let mut pairs = step.split(';').filter_map(|pair| pair.split_once('='));
    pairs.find(|(name, _)| name.trim().eq_ignore_ascii_case("for")).map(|(_, value)| value)
}

/// An address as proxies write it: bare, in quotes, in brackets, with a port.
fn address_in(told: &str) -> Option<IpAddr> {
    let told = told.trim().trim_matches('"').trim();
    let bare = told.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(told);
    let address =
        IpAddr::from_str(bare).ok().or_else(|| SocketAddr::from_str(told).ok().map(|with_port| with_port.ip()));
    address.map(|address| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(lines: &[(&'static str, &str)]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in lines {
            headers.append(*name, value.parse().expect("a header"));
        }
        headers
    }

    fn check(trusted: &[&str], peer: &str, lines: &[(&'static str, &str)], expected: &str) {
        let proxies = TrustedProxies::parse(trusted).expect("networks");
        let client = proxies.client(peer.parse().expect("an address"), &headers(lines));
        assert_eq!(client.to_string(), expected, "{trusted:?} {peer} {lines:?}");
    }

    #[test]
    fn nobody_is_believed_who_was_not_named() {
        let forged = [("x-forwarded-for", "198.51.100.7"), ("forwarded", "for=198.51.100.7")];
        check(&[], "127.0.0.1", &forged, "127.0.0.1");
        check(&["10.0.0.0/8"], "203.0.113.9", &forged, "203.0.113.9");
    }

    #[test]
    fn the_last_stranger_on_the_way_is_who_asks() {
        let own = &["127.0.0.1", "10.0.0.0/8"];
        let check = |line: &str, expected: &str| check(own, "127.0.0.1", &[("x-forwarded-for", line)], expected);
        check("198.51.100.7", "198.51.100.7");
        check("1.1.1.1, 198.51.100.7", "198.51.100.7");
        check("1.1.1.1, 198.51.100.7, 10.1.2.3", "198.51.100.7");
        check("1.1.1.1,198.51.100.7:4711,10.1.2.3:80", "198.51.100.7");
        // All of it is ours: somebody within the house.
        check("10.9.9.9, 10.1.2.3", "10.9.9.9");
        // What is no address ends the way at the proxy that wrote it.
        check("198.51.100.7, unknown, 10.1.2.3", "10.1.2.3");
        check("198.51.100.7, <script>", "127.0.0.1");
        check("198.51.100.7,", "127.0.0.1");
        check("", "127.0.0.1");
    }

    #[test]
    fn lines_of_one_name_are_one_way() {
        let lines = [("x-forwarded-for", "1.1.1.1"), ("x-forwarded-for", "198.51.100.7, 10.1.2.3")];
        check(&["127.0.0.0/8", "10.0.0.0/8"], "127.0.0.1", &lines, "198.51.100.7");
        let long = vec!["10.0.0.1"; 40].join(",");
        check(&["10.0.0.0/8"], "10.0.0.1", &[("x-forwarded-for", &format!("198.51.100.7,{long}"))], "10.0.0.1");
    }

    #[test]
    fn addresses_of_six_are_told_from_ports() {
        let own = &["::1", "fd00::/8"];
        let check = |line: &str, expected: &str| check(own, "::1", &[("x-forwarded-for", line)], expected);
        check("2001:db8::7", "2001:db8::7");
        check("[2001:db8::7]", "2001:db8::7");
        check("[2001:db8::7]:4711, fd00::2", "2001:db8::7");
        check("::ffff:198.51.100.7", "198.51.100.7");
    }

    #[test]
    fn a_peer_written_in_six_is_the_same_in_four() {
        check(&["127.0.0.1"], "::ffff:127.0.0.1", &[("x-forwarded-for", "198.51.100.7")], "198.51.100.7");
        check(&["::ffff:127.0.0.1"], "127.0.0.1", &[("x-forwarded-for", "198.51.100.7")], "198.51.100.7");
    }

    #[test]
    fn forwarded_is_read_where_nothing_else_tells() {
        let own = &["127.0.0.1", "10.0.0.0/8"];
        let check = |lines: &[(&'static str, &str)], expected: &str| check(own, "127.0.0.1", lines, expected);
        check(&[("forwarded", "for=198.51.100.7;proto=https;by=10.0.0.1")], "198.51.100.7");
        check(&[("forwarded", "proto=https; For=\"[2001:db8::7]:4711\"")], "2001:db8::7");
        check(&[("forwarded", "for=1.1.1.1, for=198.51.100.7, for=10.0.0.1")], "198.51.100.7");
        check(&[("forwarded", "for=198.51.100.7, for=_hidden")], "127.0.0.1");
        check(&[("forwarded", "for=198.51.100.7, proto=http")], "127.0.0.1");
        // A proxy that writes the one passes the other on as it came.
        check(&[("forwarded", "for=1.1.1.1"), ("x-forwarded-for", "198.51.100.7")], "198.51.100.7");
    }

    #[test]
    fn what_is_no_network_is_said() {
        let check = |text: &str, expected: bool| assert_eq!(TrustedProxies::parse(&[text]).is_ok(), expected, "{text}");
        check("10.0.0.0/8", true);
        check(" 127.0.0.1 ", true);
        check("::1", true);
        check("fd00::/8", true);
        check("10.0.0.0/33", false);
        check("proxy.example", false);
        check("", false);
    }
}
