/** picocli 4.7, unchanged, compiled for a class-data archive. */
module info.picocli {
    requires static java.sql; // converters of java.sql types; not in the image

    exports picocli;
}
