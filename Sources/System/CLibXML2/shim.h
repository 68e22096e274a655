#include <libxml/xmlversion.h>
/* Debian's libxml2 pulls in the system's ICU headers, which clash with those of Foundation. The fields behind this
   switch belong to a structure that is never touched from here. */
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
#include <libxml/SAX2.h>
#include <libxml/xmlerror.h>
