package dev.wxauth;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.OnlyIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The tests' own house: what supports them knows none of them. */
@AnalyzeClasses(packages = "dev.wxauth", importOptions = OnlyIncludeTests.class)
class TestArchitectureTest {
    @ArchTest
    static final ArchRule packagesHaveNoCycle =
            slices().matching("dev.wxauth.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule supportKnowsNoTest = noClasses()
            .that()
            .resideInAPackage("dev.wxauth.support..")
            .and()
            .haveSimpleNameNotEndingWith("Test")
            .should()
            .dependOnClassesThat()
            .haveSimpleNameEndingWith("Test");
}
