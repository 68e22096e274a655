/// What can be fuzzed of the core, by name.
package let coreTargets: [(name: String, target: any FuzzTarget.Type)] = [
    ("Message", MessageTarget.self), ("Header", HeaderTarget.self), ("Address", AddressTarget.self),
    ("TransferEncoding", TransferEncodingTarget.self), ("Zip", ZipTarget.self), ("Gzip", GzipTarget.self), ("XML", XMLTarget.self),
    ("Aggregate", AggregateTarget.self), ("Feedback", FeedbackTarget.self), ("DeliveryStatus", DeliveryStatusTarget.self),
    ("TLS", TLSTarget.self),
]
