//! What the unary calls answer.

use nutgraf::grpc::pb;

use crate::harness::{STORY, Server, analyze, article};

fn code_points(text: &str, begin: i32, end: i32) -> String {
    text.chars()
        .skip(begin as usize)
        .take((end - begin) as usize)
        .collect()
}

#[tokio::test]
async fn a_summary_has_the_articles_own_sentences_in_document_order() {
    let server = Server::start().await;
    let request = pb::SummarizeArticleRequest {
        article: Some(pb::Article {
            id: "a-1".to_owned(),
            ..article(STORY).unwrap()
        }),
        ..Default::default()
    };
    let answer = server.summarized(request).await;
    assert_eq!(answer.article_id, "a-1");
    assert_eq!(answer.sentences.len(), 3, "the default");
    assert!(
        answer
            .sentences
            .windows(2)
            .all(|pair| pair[0].index < pair[1].index)
    );
    for sentence in &answer.sentences {
        let place = code_points(STORY, sentence.begin.unwrap(), sentence.end);
        assert_eq!(place, sentence.text, "offsets count code points by default");
        assert!(
            answer
                .summary_text
                .contains(&sentence.text.replace('\n', " "))
        );
        assert!((0.0..=1.0).contains(&sentence.score.unwrap()));
        assert!(sentence.chosen && sentence.rank >= 1);
    }
    assert!(answer.all_sentences.is_empty());
    assert_eq!(answer.language.unwrap().code, "en");
    assert_eq!(answer.engine_version, env!("CARGO_PKG_VERSION"));
    assert_eq!(
        answer.stats.unwrap().characters,
        STORY.chars().count() as i32
    );
}

#[tokio::test]
async fn tags_say_where_they_are_mentioned() {
    let server = Server::start().await;
    let request = pb::TagArticleRequest {
        article: article(STORY),
        ..Default::default()
    };
    let answer = server.tagged(request).await;
    assert!(!answer.tags.is_empty());
    for tag in &answer.tags {
        assert!(!tag.text.is_empty() && !tag.slug.is_empty());
        assert!(!tag.mentions.is_empty(), "{} has no mention", tag.text);
        for mention in &tag.mentions {
            let place = code_points(STORY, mention.begin.unwrap(), mention.end);
            assert!(
                !place.trim().is_empty(),
                "{} is mentioned at {place:?}",
                tag.text
            );
        }
    }
}

#[tokio::test]
async fn an_analysis_is_the_summary_and_the_tags() {
    let server = Server::start().await;
    let analysis = server.analyzed(analyze(STORY)).await;
    let request = pb::SummarizeArticleRequest {
        article: article(STORY),
        ..Default::default()
    };
    let summary = server.summarized(request).await;
    let request = pb::TagArticleRequest {
        article: article(STORY),
        ..Default::default()
    };
    let tags = server.tagged(request).await;
    assert_eq!(analysis.sentences, summary.sentences);
    assert_eq!(analysis.summary_text, summary.summary_text);
    assert_eq!(analysis.tags, tags.tags);
}

#[tokio::test]
async fn offsets_count_what_the_caller_counts() {
    let server = Server::start().await;
    let utf16: Vec<u16> = STORY.encode_utf16().collect();
    type Cut<'a> = Box<dyn Fn(usize, usize) -> String + 'a>;
    let cases: [(pb::OffsetEncoding, Cut); 3] = [
        (
            pb::OffsetEncoding::UnicodeCodePoint,
            Box::new(|begin, end| STORY.chars().skip(begin).take(end - begin).collect()),
        ),
        (
            pb::OffsetEncoding::Utf8Byte,
            Box::new(|begin, end| STORY[begin..end].to_owned()),
        ),
        (
            pb::OffsetEncoding::Utf16CodeUnit,
            Box::new(|begin, end| String::from_utf16(&utf16[begin..end]).unwrap()),
        ),
    ];
    for (encoding, cut) in cases {
        let options = pb::SummaryOptions {
            all_sentences: true,
            ..Default::default()
        };
        let request = pb::AnalyzeArticleRequest {
            summary: Some(options),
            offset_encoding: encoding.into(),
            ..analyze(STORY)
        };
        let answer = server.analyzed(request).await;
        for sentence in &answer.all_sentences {
            let place = cut(sentence.begin.unwrap() as usize, sentence.end as usize);
            assert_eq!(place, sentence.text, "{encoding:?}");
        }
    }
}

#[tokio::test]
async fn every_bound_on_a_summary_holds() {
    let server = Server::start().await;
    let options = pb::SummaryOptions {
        max_sentences: Some(4),
        max_words: Some(30),
        max_characters: Some(160),
        ratio: Some(0.5),
        ..Default::default()
    };
    let request = pb::SummarizeArticleRequest {
        article: article(STORY),
        summary: Some(options),
        ..Default::default()
    };
    let answer = server.summarized(request).await;
    assert!(!answer.sentences.is_empty());
    assert!(
        answer.summary_text.chars().count() <= 160,
        "{:?}",
        answer.summary_text
    );
    assert!(
        answer.summary_text.split_whitespace().count() <= 30,
        "{:?}",
        answer.summary_text
    );
}

#[tokio::test]
async fn every_method_of_the_engines_list_answers() {
    let server = Server::start().await;
    let info = server.info().await;
    assert_eq!(
        info.methods.first().map(|method| &method.name),
        Some(&info.default_method)
    );
    for method in info.methods {
        assert!(
            !method.description.is_empty() && !method.reference.is_empty(),
            "{}",
            method.name
        );
        let options = pb::SummaryOptions {
            method: method.name.clone(),
            explain: true,
            query: "ferry fares".to_owned(),
            order: pb::SummaryOrder::Score.into(),
            diversity: Some(0.3),
            ..Default::default()
        };
        let request = pb::SummarizeArticleRequest {
            article: article(STORY),
            summary: Some(options),
            ..Default::default()
        };
        let answer = server.summarized(request).await;
        assert_eq!(answer.sentences.len(), 3, "{}", method.name);
        let scores = answer.sentences.iter().map(|sentence| sentence.score);
        assert!(scores.is_sorted_by(|a, b| a >= b), "{}", method.name);
    }
}

#[tokio::test]
async fn the_engine_tells_its_limits_and_languages() {
    let server = Server::start().await;
    let info = server.info().await;
    let limits = info.limits.unwrap();
    assert_eq!(limits.max_text_bytes, 1 << 20);
    assert_eq!(limits.max_message_bytes, 4 << 20);
    assert_eq!(limits.max_batch_requests, 1000);
    let of = |code: &str| {
        info.languages
            .iter()
            .find(|language| language.code == code)
            .unwrap()
    };
    let english = of("en");
    assert!(english.stemming && english.name == "English" && english.script == "Latin");
    assert!(english.detected && english.sentence_rules && english.stop_words > 300);
    assert!(english.part_of_speech && english.trained_ranker && !english.word_dictionary);
    let thai = of("th");
    assert!(thai.word_dictionary && thai.sentence_rules && !thai.stemming);
    assert!(!thai.part_of_speech && !thai.trained_ranker);
}

#[tokio::test]
async fn a_named_language_is_used_in_any_case_and_an_unknown_one_is_warned_of() {
    let server = Server::start().await;
    for (code, expected, supported) in [
        ("EN-gb", "en", true),
        ("und", "en", true),
        ("tlh", "und", false),
    ] {
        let article = pb::Article {
            language_code: code.to_owned(),
            ..article(STORY).unwrap()
        };
        let request = pb::SummarizeArticleRequest {
            article: Some(article),
            ..Default::default()
        };
        let answer = server.summarized(request).await;
        let language = answer.language.unwrap();
        assert_eq!(language.supported, Some(supported), "{code}");
        if supported {
            assert_eq!(language.code, expected);
        } else {
            let codes: Vec<_> = answer
                .warnings
                .iter()
                .map(|warning| warning.code())
                .collect();
            assert_eq!(codes, [pb::WarningCode::LanguageUnsupported]);
        }
    }
}

#[tokio::test]
async fn a_compressed_request_is_read() {
    let server = Server::start().await;
    let plain = server.analyzed(analyze(STORY)).await;
    let mut client = server
        .analyses()
        .await
        .send_compressed(tonic::codec::CompressionEncoding::Gzip);
    let answer = client
        .analyze_article(analyze(STORY))
        .await
        .unwrap()
        .into_inner();
    assert_eq!(answer, plain);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn the_same_article_gets_the_same_bytes_however_it_comes() {
    use prost::Message;
    let server = Server::start().await;
    let mut client = server.analyses().await;
    let alone = client
        .analyze_article(analyze(STORY))
        .await
        .unwrap()
        .into_inner()
        .encode_to_vec();
    let calls: Vec<_> = (0..32)
        .map(|_| {
            let mut client = client.clone();
            tokio::spawn(async move { client.analyze_article(analyze(STORY)).await })
        })
        .collect();
    for call in calls {
        let answer = call.await.unwrap().unwrap().into_inner();
        assert_eq!(answer.encode_to_vec(), alone, "among many at once");
    }
    let batch = crate::batches::analyze_all(&mut client, vec![analyze(STORY); 20]).await;
    for result in batch {
        assert_eq!(
            crate::batches::analysis(&result).encode_to_vec(),
            alone,
            "in a batch"
        );
    }
    let stream = crate::streams::analyze_all(&mut client, vec![analyze(STORY); 20]).await;
    for result in stream {
        assert_eq!(
            crate::batches::analysis(&result).encode_to_vec(),
            alone,
            "in a stream"
        );
    }
}

#[tokio::test]
async fn explanations_of_scores_and_choices_go_over_the_wire() {
    let server = Server::start().await;
    for (code, text) in [
        (
            "fr",
            "Le maire ferme le vieux pont de Sandvik pour deux ans. Mais il ne dit rien du coût. \
             Les commerçants de la rive gauche craignent de perdre leurs clients.",
        ),
        (
            "nb",
            "Ordføreren stenger den gamle broen i Sandvik i to år. Men han sier ingenting om prisen. \
             Butikkene på den andre siden frykter at de mister kundene sine.",
        ),
    ] {
        let request = pb::SummarizeArticleRequest {
            article: Some(pb::Article {
                text: text.to_owned(),
                language_code: code.to_owned(),
                ..Default::default()
            }),
            summary: Some(pb::SummaryOptions {
                max_sentences: Some(1),
                explain: true,
                all_sentences: true,
                ..Default::default()
            }),
            ..Default::default()
        };
        let answer = server.summarized(request).await;
        let all = &answer.all_sentences;
        assert_eq!(all.len(), 3, "{code}");
        for sentence in all {
            assert!(!sentence.signals.is_empty(), "{code}: {}", sentence.text);
        }
        let chosen = all.iter().position(|sentence| sentence.chosen).unwrap();
        let loose = all[1]
            .selection
            .iter()
            .find(|reason| reason.name == "loose-ends");
        assert_eq!(
            loose.is_some(),
            chosen != 0,
            "{code}: {:?}",
            all[1].selection
        );
        let likeness = |at: usize| {
            all[at]
                .selection
                .iter()
                .any(|reason| reason.name == "likeness")
        };
        assert!(!likeness(chosen), "{code}: nothing was chosen before it");
    }
}
