//! What a user reads who writes something that can't be a durable function: every case in `tests/ui`, against
//! its `.stderr`. `TRYBUILD=overwrite cargo test --test ui` writes the files anew; read them before you commit.

#[test]
fn every_mistake_is_told_where_it_is_and_what_to_write_instead() {
    trybuild::TestCases::new().compile_fail("ui/*/*.rs");
}
