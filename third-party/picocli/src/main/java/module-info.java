/** picocli 4.7, unchanged, as a module. */
module info.picocli {
    requires static java.sql;

    exports picocli;
}
