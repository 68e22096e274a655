import Summaries
import Testing

@Suite struct FiguresTests {
    @Test(arguments: [
        (Int64(0), "0"), (999, "999"), (1000, "1,000"), (1_234_567, "1,234,567"), (-1000, "-1,000"), (.min, "-9,223,372,036,854,775,808"),
    ])
    func `thousands are grouped`(value: Int64, text: String) {
        #expect(Figures.grouped(value) == text)
    }

    @Test(arguments: [
        (Int64(0), Int64(0), "–"), (0, 5, "0.0 %"), (5, 5, "100.0 %"), (99_999, 100_000, "99.9 %"), (1, 100_000, "< 0.1 %"),
        (987, 1000, "98.7 %"),
        (.max, .max, "100.0 %"), (1, .max, "< 0.1 %"),
    ])
    func `a share is never 100 while something is missing, and never 0 while something is there`(part: Int64, whole: Int64, text: String) {
        #expect(Figures.percent(part, of: whole) == text)
    }

    @Test func `lists read like a sentence`() {
        #expect(Figures.listed([]) == "")
        #expect(Figures.listed(["a"]) == "a")
        #expect(Figures.listed(["a", "b", "c"]) == "a, b and c")
    }

    @Test(arguments: [(0.081, "0.081 %"), (0.3, "0.300 %"), (100, "100.000 %"), (.infinity, "–")])
    func `complaint rates have three decimals`(rate: Double, text: String) {
        #expect(Figures.rate(rate) == text)
    }
}
