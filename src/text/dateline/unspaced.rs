//! Datelines of papers in Chinese, Japanese and Korean: "新华社北京11月27日电 （记者 王明）", "【ソウル時事】",
//! "(서울=연합뉴스) 홍길동 기자 =". They are told by how they are built: a bracket at the start with a sign, a reporter
//! or an agency in it, or a day before the word for a report.

use super::{Dateline, is_agency};

/// Characters of the longest part of a dateline.
const LONGEST: usize = 40;

/// Characters before the word for a report.
const HEAD: usize = 24;

/// Characters of the longest agency without a blank before it.
const AGENCY: usize = 5;

/// Brackets around datelines.
const BRACKETS: [(char, char); 7] = [
    ('(', ')'),
    ('（', '）'),
    ('[', ']'),
    ('［', '］'),
    ('【', '】'),
    ('〔', '〕'),
    ('〖', '〗'),
];

/// What ends a report's line in Chinese: a dispatch, news, a report.
const REPORTS: [&str; 7] = ["电", "電", "讯", "訊", "報導", "报道", "報道"];

/// Who reports, in Chinese and in Korean.
const REPORTERS: [&str; 5] = ["记者", "記者", "기자", "특파원", "통신원"];

/// The dateline that `story` begins with.
pub(super) fn dateline(story: &str) -> Option<Dateline<'_>> {
    let first = story
        .chars()
        .next()
        .filter(|c| !c.is_ascii_alphanumeric())?;
    let (rest, agency) = match bracketed(story) {
        Some((inside, rest)) => {
            let agency = filed_by(inside)?;
            (after_reporter(rest), agency)
        }
        None if first.is_alphabetic() => (dispatched(story)?, None),
        None => return None,
    };
    let text = rest.trim_start_matches([' ', '\u{3000}', '-', '—', '–', '：', ':']);
    let opens = |c: char| c.is_alphanumeric() || matches!(c, '“' | '「' | '『' | '"' | '《' | '‘');
    let is_dateline = text.starts_with(opens);
    is_dateline.then(|| Dateline::before(text, story, agency))
}

/// What stands in the bracket that `text` begins with, and behind it.
fn bracketed(text: &str) -> Option<(&str, &str)> {
    let open = text.chars().next()?;
    let (_, close) = BRACKETS.into_iter().find(|(opens, _)| *opens == open)?;
    let (inside, rest) = text.get(open.len_utf8()..)?.split_once(close)?;
    (inside.chars().nth(LONGEST).is_none()).then_some((inside, rest))
}

/// Who filed what `inside`, in brackets before a story, says was filed, if that is told; `None` if it says nothing of
/// the kind.
fn filed_by(inside: &str) -> Option<Option<&str>> {
    if inside.is_ascii() {
        return None;
    }
    let inside = inside.trim();
    if let Some((_, who)) = inside.split_once(['=', '＝']) {
        return Some(Some(who.trim()));
    }
    let agency = last_agency(inside);
    let reported =
        || before_report(inside).is_some() || REPORTERS.iter().any(|who| inside.contains(who));
    (agency.is_some() || reported()).then_some(agency)
}

/// The agency that `inside` ends with, after a blank or without one.
fn last_agency(inside: &str) -> Option<&str> {
    let ends = inside.char_indices().rev().take(AGENCY);
    let mut ends = ends.filter_map(|(at, _)| inside.get(at..));
    ends.find(|agency| is_agency(agency))
}

/// What stands before the word for a report that `text` ends with.
fn before_report(text: &str) -> Option<&str> {
    REPORTS.iter().find_map(|report| text.strip_suffix(report))
}

/// What stands behind "홍길동 기자 =", which may follow a bracket.
fn after_reporter(rest: &str) -> &str {
    let end = rest
        .char_indices()
        .nth(LONGEST)
        .map_or(rest.len(), |(at, _)| at);
    let head = rest.get(..end).unwrap_or_default();
    let sign = head.find(" = ");
    let sign = sign.filter(|&at| !head.get(..at).unwrap_or_default().contains(['.', ',']));
    sign.and_then(|at| rest.get(at + 3..)).unwrap_or(rest)
}

/// What stands behind "新华社北京11月27日电" or "本报讯（记者 王明）", and a reporter in brackets.
fn dispatched(story: &str) -> Option<&str> {
    let end = story.find(|c: char| !c.is_alphanumeric());
    let end = end.filter(|&end| end > 0)?;
    let (head, rest) = story.split_at_checked(end)?;
    let before = before_report(head)?;
    let few = head.chars().nth(HEAD).is_none();
    let body = rest.trim_start();
    let reporter = bracketed(body).filter(|(inside, _)| filed_by(inside).is_some());
    let told = reporter.is_some() || ends_with_day(before);
    let rest = reporter.map_or(body, |(_, rest)| rest);
    (few && told).then_some(rest)
}

/// Whether `text` ends with a day: "27日" of "27日电".
fn ends_with_day(text: &str) -> bool {
    let digits = "0123456789０１２３４５６７８９一二三四五六七八九十";
    let day = text.strip_suffix('日');
    day.is_some_and(|day| day.ends_with(|c| digits.contains(c)))
}

#[cfg(test)]
mod tests {
    use super::dateline;

    #[test]
    fn datelines_are_brackets_and_days_before_a_report() {
        for (line, agency) in [
            ("新华社北京11月27日电 （记者 王明）", None),
            ("中新社首尔3月4日电 (记者 李华)", None),
            ("人民网北京十一月二十七日电 ", None),
            ("（中央社台北4日電）", None),
            ("（中央社記者王明台北4日電）", None),
            ("〔記者王明／台北報導〕", None),
            ("本报讯（记者 王明）", None),
            ("中国网11月27日讯 ", None),
            ("【ソウル時事】", Some("時事")),
            ("【東京=山田太郎】", Some("山田太郎")),
            ("［ロンドン 27日 ロイター］ - ", Some("ロイター")),
            ("（東京 4日 共同）", Some("共同")),
            ("(서울=연합뉴스) 홍길동 기자 = ", Some("연합뉴스")),
            ("[서울=뉴시스] 홍길동 김철수 기자 = ", Some("뉴시스")),
            ("(서울=연합뉴스) ", Some("연합뉴스")),
            ("[한국일보 홍길동 기자] ", None),
        ] {
            let story = format!("{line}橋が閉まった。");
            let found = dateline(&story);
            let expected = Some((line.len(), agency));
            assert_eq!(found.map(|it| (it.length, it.agency)), expected, "{story}");
        }
    }

    #[test]
    fn stories_that_begin_with_their_subject_have_none() {
        for story in [
            "",
            "（記者 王明）",
            "气象局11月27日电话通知了市民。",
            "国家电网11月27日电力供应正常。",
            "记者27日从气象局获悉，大雪将至。",
            "中国，11月27日电 大雪。",
            "【速報】橋が閉まった。",
            "（橋）が閉まった。",
            "「東京=大阪」が閉まった。",
            "(2019) 다리가 닫혔다.",
            "(x = 3) は正しい。",
            "서울 = 수도이다.",
            "橋が閉まった。",
        ] {
            assert_eq!(dateline(story), None, "{story}");
        }
    }
}
