//! Lists that are too long, and bytes that are no message, against what prost makes of them.

use std::collections::BTreeSet;

use prost::Message;
use prost_reflect::{Cardinality, DescriptorPool};
use tonic::Status;

use super::{Measure, Measured};
use crate::grpc::limits::Limits;
use crate::grpc::pb;

/// A field with a length and bytes; numbers up to 15.
fn field(number: u8, bytes: &[u8]) -> Vec<u8> {
    let mut field = vec![number << 3 | 2];
    prost::encoding::encode_varint(bytes.len() as u64, &mut field);
    field.extend(bytes);
    field
}

/// What is read of a message, and what it was said to take.
fn read<M: Measured + Message + Default>(message: &[u8]) -> (M, Measure) {
    let measure = M::measure(message).expect("it can be measured");
    let bytes = measure.pruned.as_deref().unwrap_or(message);
    let read = M::decode(bytes).expect("it can be read");
    (read, measure)
}

/// What the lists of a request take in memory.
fn lists(request: &pb::AnalyzeArticleRequest) -> usize {
    let texts = |texts: &Vec<String>| texts.capacity() * size_of::<String>();
    request.tags.as_ref().map_or(0, |tags| {
        let aliases = tags.vocabulary.iter().map(|entry| texts(&entry.aliases));
        tags.vocabulary.capacity() * size_of::<pb::VocabularyEntry>()
            + aliases.sum::<usize>()
            + texts(&tags.stop_words)
            + tags.kinds.capacity() * size_of::<i32>()
    })
}

/// A list that is added to the API has to be measured before this list knows of it.
#[test]
fn these_are_all_lists_that_a_request_may_have() {
    let pool = DescriptorPool::decode(pb::DESCRIPTORS).expect("build.rs wrote the descriptors");
    let mut lists = BTreeSet::new();
    let services = pool
        .services()
        .filter(|service| service.package_name() == "nutgraf.v1");
    for method in services.flat_map(|service| service.methods().collect::<Vec<_>>()) {
        let mut messages = vec![method.input()];
        while let Some(message) = messages.pop() {
            for field in message.fields() {
                messages.extend(field.kind().as_message().cloned());
                if field.cardinality() == Cardinality::Repeated {
                    lists.insert((
                        message.name().to_owned(),
                        field.name().to_owned(),
                        field.number(),
                    ));
                }
            }
        }
    }
    let measured = [
        ("BatchAnalyzeArticlesRequest", "requests", 1),
        ("TagOptions", "kinds", 2),
        ("TagOptions", "stop_words", 7),
        ("TagOptions", "vocabulary", 8),
        ("VocabularyEntry", "aliases", 3),
    ];
    let measured =
        measured.map(|(message, field, number)| (message.to_owned(), field.to_owned(), number));
    assert_eq!(lists, BTreeSet::from(measured));
}

#[test]
fn of_two_million_empty_requests_one_over_the_limit_is_read() {
    let message = [0x0a, 0x00].repeat(1 << 21);
    let (batch, measure) = read::<pb::BatchAnalyzeArticlesRequest>(&message);
    assert_eq!(batch.requests.len(), Limits::BATCH_REQUESTS + 1);
    let room = batch.requests.capacity() * size_of::<pb::AnalyzeArticleRequest>();
    assert_eq!(measure.bytes, message.len() + room);
    assert!(room < 1 << 20, "{room} bytes");
}

#[test]
fn of_each_list_of_a_request_one_over_the_limit_is_read() {
    let alias = |count: usize| [0x1a, 0x00].repeat(count);
    let cases = [
        ("vocabulary", field(8, b"").repeat(1 << 20), 10_001, 0, 0),
        ("stop words", field(7, b"").repeat(1 << 20), 0, 1001, 0),
        ("aliases", field(8, &alias(1 << 20)), 1, 0, 101),
        // The key of `vocabulary` in two bytes, as nobody writes it.
        (
            "wide keys",
            [0xc2, 0x00, 0x00].repeat(1 << 19),
            10_001,
            0,
            0,
        ),
        (
            "two lists",
            [field(8, &alias(101)), field(7, b"a").repeat(1002)].concat(),
            1,
            1001,
            101,
        ),
    ];
    for (name, options, entries, stop_words, aliases) in cases {
        let message = field(3, &options);
        let (request, measure) = read::<pb::AnalyzeArticleRequest>(&message);
        let tags = request.tags.as_ref().expect("there are options");
        assert_eq!(tags.vocabulary.len(), entries, "{name}");
        assert_eq!(tags.stop_words.len(), stop_words, "{name}");
        let most = tags.vocabulary.iter().map(|entry| entry.aliases.len());
        assert_eq!(most.max().unwrap_or(0), aliases, "{name}");
        assert!(measure.pruned.is_some(), "{name}");
        assert_eq!(measure.bytes, message.len() + lists(&request), "{name}");
    }
}

/// prost merges options that come twice, and with them their lists.
#[test]
fn options_that_come_twice_share_their_limits() {
    let half = field(3, &field(8, b"").repeat(6000));
    let (request, measure) = read::<pb::AnalyzeArticleRequest>(&half.repeat(2));
    let tags = request.tags.as_ref().expect("there are options");
    assert_eq!(tags.vocabulary.len(), Limits::VOCABULARY_ENTRIES + 1);
    assert_eq!(measure.bytes, 2 * half.len() + lists(&request));
}

#[test]
fn a_message_within_its_limits_is_read_as_it_is() {
    let kinds = [field(2, &[1, 2]), vec![2 << 3, 3]].concat();
    let entry = field(
        8,
        &[field(1, b"id"), field(2, b"Label"), field(3, b"Alias")].concat(),
    );
    let unknown = [field(15, b"unknown"), vec![11 << 3 | 3, 8, 1, 11 << 3 | 4]].concat();
    let options = [kinds, entry, field(7, b"the"), unknown.clone()].concat();
    let request = [field(1, &field(3, b"A text.")), field(3, &options), unknown].concat();
    let message = field(1, &request).repeat(1000);
    let (batch, measure) = read::<pb::BatchAnalyzeArticlesRequest>(&message);
    assert!(measure.pruned.is_none());
    assert_eq!(batch.requests.len(), 1000);
    let room = batch.requests.capacity() * size_of::<pb::AnalyzeArticleRequest>();
    let lists: usize = batch.requests.iter().map(lists).sum();
    assert_eq!(measure.bytes, message.len() + room + lists);
}

/// However a message ends or is broken, prost says the same of it as before, and reads no list before it that
/// was not measured.
#[test]
fn what_cannot_be_read_is_told_in_the_words_of_before() {
    let entry = field(8, &field(3, b"Alias"));
    let options = field(3, &[entry, field(7, b"the"), vec![2 << 3, 3]].concat());
    let request = [field(1, &field(3, b"A text.")), options].concat();
    let whole = field(1, &request);
    let cut = (1..whole.len()).map(|end| whole[..end].to_vec());
    let broken = (0..whole.len()).flat_map(|at| {
        [0x00, 0x07, 0x0b, 0x0c, 0x7f, 0xff].map(|byte| {
            let mut broken = whole.clone();
            broken[at] = byte;
            broken
        })
    });
    let mut refused = 0;
    for message in cut.chain(broken) {
        let error = pb::BatchAnalyzeArticlesRequest::decode(message.as_slice()).err();
        match pb::BatchAnalyzeArticlesRequest::measure(&message) {
            Ok(measure) => assert!(measure.pruned.is_none(), "{message:?}"),
            Err(status) => {
                refused += 1;
                let error = error.unwrap_or_else(|| panic!("prost reads {message:?}"));
                let end = ": delimited length exceeded";
                let said = error.to_string();
                assert!(status.message().ends_with(end), "{message:?}: {status:?}");
                assert!(said.contains(end) || said.contains("invalid"), "{said}");
            }
        }
    }
    assert!(refused > 0, "no field was longer than its message");
}

/// A field that is longer than the message that it is in, but not than the whole one: prost would read all of
/// it before it said so.
#[test]
fn a_list_that_hides_beyond_the_end_of_its_request_is_not_read() {
    let entries = field(8, b"").repeat(1 << 20);
    let request = field(3, &entries);
    let message = [vec![0x0a, 8], request].concat();
    let refusal: Result<_, Status> = pb::BatchAnalyzeArticlesRequest::measure(&message);
    assert!(refusal.is_err());
}
