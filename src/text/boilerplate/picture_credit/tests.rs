//! What is a credit of a picture and what is none, as case tables.

use super::{COURTESY, INITIALS, LABELS, PictureCredit};

#[test]
fn credits_of_pictures_are_labels_or_names_with_an_agency() {
    for credit in [
        "(AP Photo/Ana Ruiz)",
        "(AP Photo/Ana Ruiz, File).",
        "(Ana Ruiz/AP)",
        "[Ana Ruiz/Reuters]",
        "(Ana Ruiz/The Courier via AP)",
        "(Ana Ruiz/Tarrow Courier)",
        "(Photo by Ana Ruiz/Getty Images)",
        "(Courtesy of Ana Ruiz)",
        "(File photo)",
        "Photo by Ana Ruiz",
        "Photograph: Ana Ruiz/Reuters",
        "Photo courtesy of Ana Ruiz.",
        "Credit: Ana Ruiz",
        "Credit...",
        "Photo credit: Ana Ruiz for The Courier",
        "Foto: Ana Ruiz/dpa",
        "Crédit photo : Ana Ruiz",
        "REUTERS/Ana Ruiz",
        "Ana Ruiz/AFP via Getty Images",
        "Ana Ruiz—AP",
        "Ana Ruiz | Reuters",
        "AFP PHOTO / ANA RUIZ",
        "© Ana Ruiz / AFP",
        "Smoke rises over the harbour on Wednesday (AP Photo/Ana Ruiz)",
        "Smoke rises over the harbour (Ana Ruiz/AP).",
        "Smoke rises over the harbour - Photo: Ana Ruiz",
        "Khói bốc lên trên cảng Tarrow sáng 4-3 - Ảnh: ANA RUIZ.",
        "Ảnh minh hoạ: Ana Ruiz",
        "Smoke rises over the harbour of Tarrow on Wednesday, a day after the mill burnt down and the people of the \
         Quay left. Photograph: Ana Ruiz/Reuters",
    ] {
        assert_eq!(
            PictureCredit::of(credit),
            Some(PictureCredit::Behind),
            "{credit}"
        );
    }
}

#[test]
fn a_credit_in_brackets_may_stand_before_a_sentence() {
    for credit in [
        "(AP Photo/Ana Ruiz)",
        "[Ana Ruiz/Reuters]",
        "(Photo: Ana Ruiz)",
    ] {
        let sentence = format!("{credit} TARROW (AP) — The mill has burnt down.");
        let expected = Some(PictureCredit::Before(credit.len()));
        assert_eq!(PictureCredit::of(&sentence), expected, "{sentence}");
    }
}

#[test]
fn agencies_in_prose_are_no_credits() {
    for sentence in [
        "",
        "The mayor told Reuters.",
        "Getty Images has sued the firm.",
        "Photographs of the bridge were shown in court.",
        "Photo by photo, Ana Ruiz tells of the harbour.",
        "Picture this: Ana Ruiz alone on a raft.",
        "Credit: the mayor gave it to nobody.",
        "The bridge is closed (AP).",
        "The bridge is closed (Reuters/AFP).",
        "AFP/Reuters",
        "She works for Reuters/Ana Ruiz.",
        "(AP)",
        "(Reporting by Ana Ruiz; Editing by Bo Ray)",
        "Half of them would vote for Brink (Reuters/Ipsos).",
        "He played for Sale (England/Bath).",
        "She and/or her brother will sell the mill (AP reported).",
        "(AP) The mill has burnt down.",
        "(Photo) The mill has burnt down.",
        "The Labour/Green council of Tarrow has closed the bridge.",
    ] {
        assert_eq!(PictureCredit::of(sentence), None, "{sentence}");
    }
}

#[test]
fn labels_begin_with_the_letters_that_are_looked_for_first() {
    for label in LABELS.into_iter().chain([COURTESY]) {
        assert!(label.starts_with(INITIALS), "{label}");
    }
}
