import Foundation
import TestKit
import Testing

/// `Forms/` is the list of what is told apart: nothing in it may be forgotten elsewhere.
@Suite struct BounceFormsOnDiskTests {
    private static let folder = "Sources/Core/ReportFormats/DeliveryStatusForms"

    /// Property and contract's word of each form, by the file that it stands in.
    private func forms() throws -> [(file: String, property: String, name: String)] {
        let files = Repository.files(below: Repository.path(Self.folder + "/Forms")).filter { $0.hasSuffix(".swift") }
        return try files.flatMap { file in
            let text = String(decoding: try Repository.bytes("\(Self.folder)/Forms/\(file)"), as: UTF8.self)
            return text.components(separatedBy: "static let ").dropFirst().compactMap {
                part -> (file: String, property: String, name: String)? in
                let words = part.components(separatedBy: " = BounceForm(")
                guard words.count == 2 else { return nil }
                let name = words[1].split(separator: "\"", omittingEmptySubsequences: false).dropFirst().first
                return (file, words[0], String(name ?? ""))
            }
        }
    }

    @Test func `each form that is written is asked for`() throws {
        let list = String(decoding: try Repository.bytes(Self.folder + "/BounceForm.swift"), as: UTF8.self)
        let forms = try forms()
        #expect(forms.count > 30)
        for form in forms { #expect(list.contains(".\(form.property),"), "\(form.file)") }
    }

    @Test func `each form has a fixture of its own`() throws {
        let expectations = Fixtures.all(in: "delivery").compactMap(\.expected)
        for form in try forms() {
            #expect(expectations.contains { $0.contains("\"form\": \"\(form.name)\"") }, "\(form.name)")
        }
    }
}
