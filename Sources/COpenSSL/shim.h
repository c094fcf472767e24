// OpenSSL: message digests (SHA-256, SHA-1) for checksums.
#pragma once
#include <openssl/evp.h>
