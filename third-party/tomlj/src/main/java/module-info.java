/** tomlj 2.2, unchanged, with the descriptor that jlink asks for. */
module org.tomlj {
    exports org.tomlj;
}
