#include <openssl/ssl.h>
#include <openssl/err.h>
#include <openssl/x509v3.h>

/* Macros of OpenSSL, which Swift does not see. */
static inline int plumbline_tls12_at_least(SSL_CTX *context) { return (int)SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION); }
static inline int plumbline_server_name(SSL *session, const char *name) { return (int)SSL_set_tlsext_host_name(session, name); }
