//! Characters that show as nothing.

/// White space, controls, and what a reader sees nothing of: Unicode's property `Default_Ignorable_Code_Point`
/// (DerivedCoreProperties.txt), but for characters that are not assigned.
pub fn is_invisible(c: char) -> bool {
    c.is_whitespace() || c.is_control() || is_ignorable(c)
}

/// Whether a character says nothing but where a line may break and in which direction it runs: without it the text is
/// the same.
pub fn is_droppable(c: char) -> bool {
    !c.is_ascii()
        && matches!(c, '\u{AD}' | '\u{200B}' | '\u{200E}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'
        | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

fn is_ignorable(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}'..='\u{1160}' | '\u{17B4}'..='\u{17B5}'
        | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
        | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{1BCA0}'..='\u{1BCA3}'
        | '\u{1D173}'..='\u{1D17A}' | '\u{E0001}' | '\u{E0020}'..='\u{E007F}' | '\u{E0100}'..='\u{E01EF}')
}
