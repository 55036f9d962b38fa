//! From who is kin to whom to events.
//!
//! Stories are taken in the order of their publication. Each joins the event it belongs to best, or founds one. It is compared
//! with all the event's stories and not with the last alone, so that no chain of small steps leads from one event to another.

use jiff::{SignedDuration, Timestamp};
use newsroom::StoryNumber;

/// A story among those that are kin to each other, directly or by way of others.
pub(crate) struct Member {
    pub at: Timestamp,
    pub number: StoryNumber,
    /// Its kin, by their places in the slice, and whether they are the same text.
    pub kin: Vec<(usize, bool)>,
}

/// An event's tellings all come within this time of its first story. What comes later founds an event of its own.
const SPAN: SignedDuration = SignedDuration::from_hours(72);
/// In a large event it is enough to be kin to so many.
const KIN_ENOUGH: usize = 6;

/// For each of the members, which ascend by hour and number, the first story of its event.
pub(crate) fn grouped(members: &[Member]) -> Vec<StoryNumber> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut group_of: Vec<usize> = Vec::with_capacity(members.len());
    for (at, member) in members.iter().enumerate() {
        let mut linked: Vec<Linked> = Vec::new();
        for (kin, firm) in member.kin.iter().filter(|(kin, _)| *kin < at) {
            let group = group_of[*kin];
            let known = linked.iter().position(|linked| linked.group == group).unwrap_or_else(|| {
                linked.push(Linked { group, kin: 0, copies: 0 });
                linked.len() - 1
            });
            linked[known].kin += 1;
            linked[known].copies += usize::from(*firm);
        }
        let joins = |linked: &&Linked| {
            let stories = &groups[linked.group];
            let in_time = member.at.duration_since(members[stories[0]].at) <= SPAN;
            linked.copies > 0 || (in_time && (linked.kin * 2 > stories.len() || linked.kin >= KIN_ENOUGH))
        };
        let best = linked.iter().filter(joins).max_by_key(|linked| {
            (linked.copies, linked.kin * 1000 / groups[linked.group].len(), std::cmp::Reverse(linked.group))
        });
        let group = match best {
            Some(linked) => linked.group,
            None => {
                groups.push(Vec::new());
                groups.len() - 1
            }
        };
        groups[group].push(at);
        group_of.push(group);
    }
    group_of.into_iter().map(|group| members[groups[group][0]].number).collect()
}

/// An event that a story is kin to: how many of its stories are kin, and how many are the same text.
struct Linked {
    group: usize,
    kin: usize,
    copies: usize,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(hours: &[i64], kin: &[(usize, usize, bool)], expected: &[i64]) {
        let kin_of = |member: usize| {
            let other = |(a, b, firm): &(usize, usize, bool)| {
                (*a == member).then_some((*b, *firm)).or((*b == member).then_some((*a, *firm)))
            };
            kin.iter().filter_map(other).collect()
        };
        let members: Vec<_> = hours
            .iter()
            .enumerate()
            .map(|(at, hour)| Member {
                at: Timestamp::UNIX_EPOCH + SignedDuration::from_hours(*hour),
                number: StoryNumber(at as i64),
                kin: kin_of(at),
            })
            .collect();
        let expected: Vec<_> = expected.iter().copied().map(StoryNumber).collect();
        assert_eq!(grouped(&members), expected);
    }

    #[test]
    fn kin_join_and_chains_break() {
        check(&[0, 1, 2], &[], &[0, 1, 2]);
        check(&[0, 1, 2], &[(0, 1, false), (1, 2, false), (0, 2, false)], &[0, 0, 0]);
        // The third is like the second alone: it is not like the event.
        check(&[0, 1, 2], &[(0, 1, false), (1, 2, false)], &[0, 0, 2]);
        check(&[0, 1, 2, 3], &[(0, 1, false), (1, 2, false), (2, 3, false)], &[0, 0, 2, 2]);
        // The same text is the same event whoever else told it.
        check(&[0, 1, 2], &[(0, 1, false), (1, 2, true)], &[0, 0, 0]);
        // A telling comes within three days of the first.
        check(&[0, 40, 80], &[(0, 1, false), (1, 2, false), (0, 2, false)], &[0, 0, 2]);
        check(&[0, 4000], &[(0, 1, true)], &[0, 0]);
        // A digest holds two events: it stands with the first, and the second's next story does not follow it there.
        check(&[0, 1, 2, 3], &[(0, 2, false), (1, 2, false), (1, 3, false), (2, 3, false)], &[0, 1, 0, 1]);
    }
}
