package ctk.it;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import org.junit.jupiter.api.Test;

import java.util.List;

/** The rules of the modules' structure, over the classes of all of them. */
class ArchitectureIT {

    private static final List<String> PACKAGES =
            List.of(
                    "ctk.core.linux",
                    "ctk.core.userdb",
                    "ctk.core.nss",
                    "ctk.core.proc",
                    "ctk.core.exec",
                    "ctk.core.volumes",
                    "ctk.core.setup",
                    "ctk.core.config",
                    "ctk.core.files",
                    "ctk.core.steps",
                    "ctk.core.seal",
                    "ctk.core.cli",
                    "ctk.cmd.run",
                    "ctk.cmd.chownvolumes",
                    "ctk.cmd.plugins",
                    "ctk.cmd.whoami",
                    "ctk.cmd.shell",
                    "ctk.plugins.chown",
                    "ctk.plugins.directory",
                    "ctk.plugins.ensureuser",
                    "ctk.plugins.exec",
                    "ctk.plugins.render",
                    "ctk.plugins.secrets",
                    "ctk.plugins.seed",
                    "ctk.plugins.waitfor",
                    "ctk.documents",
                    "ctk.main");

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages(PACKAGES);

    @Test
    void everyModuleIsScanned() {
        for (String name : PACKAGES) {
            assertTrue(CLASSES.containPackage(name), name);
        }
        assertTrue(CLASSES.size() > 40, "only " + CLASSES.size() + " classes were found");
    }

    @Test
    void arrowsGoDownOnly() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("main")
                .definedBy("ctk.main..")
                .layer("documents")
                .definedBy("ctk.documents..")
                .layer("commands")
                .definedBy("ctk.cmd..")
                .layer("cli")
                .definedBy("ctk.core.cli..")
                .layer("seal")
                .definedBy("ctk.core.seal..")
                .layer("steps")
                .definedBy("ctk.core.steps..")
                .layer("config")
                .definedBy("ctk.core.config..")
                .layer("files")
                .definedBy("ctk.core.files..")
                .layer("plugins")
                .definedBy("ctk.plugins..")
                .layer("setup")
                .definedBy("ctk.core.setup..")
                .layer("exec")
                .definedBy("ctk.core.exec..")
                .layer("volumes")
                .definedBy("ctk.core.volumes..")
                .layer("nss")
                .definedBy("ctk.core.nss..")
                .layer("userdb")
                .definedBy("ctk.core.userdb..")
                .layer("proc")
                .definedBy("ctk.core.proc..")
                .layer("linux")
                .definedBy("ctk.core.linux..")
                .whereLayer("main")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("documents")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("commands")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("plugins")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("plugins")
                .mayOnlyAccessLayers("setup")
                .whereLayer("setup")
                .mayNotAccessAnyLayer()
                .whereLayer("cli")
                .mayOnlyBeAccessedByLayers("commands", "documents", "main")
                .whereLayer("steps")
                .mayOnlyBeAccessedByLayers("commands", "documents")
                .whereLayer("seal")
                .mayOnlyBeAccessedByLayers("commands")
                .whereLayer("config")
                .mayOnlyBeAccessedByLayers("steps", "commands")
                .whereLayer("files")
                .mayOnlyBeAccessedByLayers("steps", "seal")
                .whereLayer("exec")
                .mayOnlyBeAccessedByLayers("steps", "seal", "cli", "commands", "main")
                .whereLayer("volumes")
                .mayOnlyBeAccessedByLayers("files", "commands")
                .whereLayer("proc")
                .mayOnlyBeAccessedByLayers("commands")
                .whereLayer("userdb")
                .mayOnlyBeAccessedByLayers("nss", "exec", "steps", "commands")
                .whereLayer("nss")
                .mayOnlyBeAccessedByLayers("commands")
                .check(CLASSES);
    }

    @Test
    void commandsDoNotKnowOneAnother() {
        slices().matching("ctk.cmd.(*)..").should().notDependOnEachOther().check(CLASSES);
    }

    @Test
    void stepsDoNotKnowOneAnother() {
        slices().matching("ctk.plugins.(*)..").should().notDependOnEachOther().check(CLASSES);
    }

    @Test
    void thereAreNoCycles() {
        slices().matching("ctk.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void onlyMainMayTouchTheStandardStreamsOrExit() {
        noClasses()
                .that()
                .resideOutsideOfPackage("ctk.main..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .accessField(System.class, "in")
                .orShould()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "halt", int.class)
                .orShould()
                .callMethodWhere(
                        com.tngtech.archunit.core.domain.JavaCall.Predicates.target(
                                com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With
                                        .owner(resideInAnyPackage("java.io.Console"))))
                .check(CLASSES);
    }

    @Test
    void onlyTheSharedModelKnowsPicocli() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("ctk.core.cli.Model")
                .and()
                .doNotHaveFullyQualifiedName("ctk.core.cli.Model$1")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("picocli..")
                .check(CLASSES);
        assertTrue(CLASSES.that(alwaysTrue()).contain("ctk.core.cli.Model"));
    }

    @Test
    void thePathOfRunDoesWithoutWhatIsSlowToStart() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "ctk.core.linux..", "ctk.core.userdb..", "ctk.core.exec..", "ctk.main..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.nio.file..",
                        "java.util.stream..",
                        "java.util.function..",
                        "java.util.regex..",
                        "java.lang.foreign..")
                .check(CLASSES);
    }
}
