import TestKit
import Testing

/// The laws of style, held over the files of this repository. Nothing is built for it.
@Suite struct TidyTests {
    private static let tree = SourceTree(root: Repository.root)

    private func expectClean(_ violations: [Violation], _ location: SourceLocation = #_sourceLocation) {
        for violation in violations.prefix(30) { Issue.record("\(violation)", sourceLocation: location) }
    }

    @Test func `there is something to check`() {
        #expect(Self.tree.core.count > 20)
        #expect(Self.tree.package != nil)
    }

    @Test func `architecture: arrows between targets point down only`() { expectClean(ArrowChecks.imports(Self.tree)) }

    @Test func `architecture: the package and the arrows agree`() { expectClean(ArrowChecks.package(Self.tree)) }

    @Test func `law 6: Core is pure`() { expectClean(PurityChecks.core(Self.tree)) }

    @Test func `style: a source file has one idea`() { expectClean(StyleChecks.sizes(Self.tree)) }

    @Test func `style 7: names say what a thing is`() { expectClean(StyleChecks.names(Self.tree)) }

    @Test func `style 6: nothing is left to do in a comment`() { expectClean(StyleChecks.leftovers(Self.tree)) }

    @Test func `law 4: no source can trap on purpose`() { expectClean(StyleChecks.traps(Self.tree)) }

    @Test func `style 2: unchecked promises have their proof beside them`() { expectClean(StyleChecks.promises(Self.tree)) }

    @Test func `style 5: nothing is public`() { expectClean(StyleChecks.access(Self.tree)) }

    @Test func `corpus: every fixture has an expectation and every expectation a fixture`() {
        expectClean(DocumentChecks.fixtures(Self.tree))
    }

    @Test func `documentation: the README leads to the demo and the tests`() { expectClean(DocumentChecks.readme(Self.tree)) }

    @Test func `documentation: each promise of durability names a test that is there`() {
        expectClean(DocumentChecks.provingTests(Self.tree))
    }

    @Test func `documentation: no document names a path of one machine`() { expectClean(DocumentChecks.machinePaths(Self.tree)) }
}
