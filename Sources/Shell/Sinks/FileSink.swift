import Storage

/// Keeps one file as the export of the store: for Postfix, for a mailing tool, for whoever reads files.
package struct FileSink: Sink {
    package let path: String
    package let format: SuppressionFormat

    package init(_ setting: FileSinkSetting) {
        path = setting.path
        format = setting.format
    }

    package var name: String { "file:" + path }

    package func perform(_ store: any Store) throws -> Int64 {
        var file = try ReplacementFile(beside: path)
        let export = try format.export(store) { bytes in try file.write(bytes) }
        _ = try file.publish()
        return export.cursor
    }
}
