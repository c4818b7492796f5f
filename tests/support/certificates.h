#pragma once

// Certificates for one run of a test, in a temporary folder: an authority, and what it (or nobody) vouches for.

#include <QTemporaryDir>

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <cstdio>
#include <memory>
#include <string>

namespace gatereeve::gateway
{

struct TestCertificate {
    std::string certFile, keyFile;
};

class TestAuthority
{
public:
    TestAuthority() : m_key(EVP_EC_gen("P-256")), m_certificate(X509_new())
    {
        fill(m_certificate, m_key, "Test authority", 0, 1);
        extend(m_certificate, NID_basic_constraints, "critical,CA:TRUE");
        sign(m_certificate, m_certificate, m_key);
        write(file(), m_certificate, nullptr);
    }
    ~TestAuthority()
    {
        X509_free(m_certificate);
        EVP_PKEY_free(m_key);
    }
    TestAuthority(const TestAuthority&) = delete;
    TestAuthority& operator=(const TestAuthority&) = delete;

    std::string file() const { return path("authority.pem"); }
    std::string path(const std::string& name) const
    {
        return m_folder.filePath(QString::fromStdString(name)).toStdString();
    }

    // `names` as in a subjectAltName: "DNS:localhost,IP:127.0.0.1". Valid for an hour, beginning in `days`.
    TestCertificate issue(const std::string& name, const std::string& names, int days = 0)
    {
        return make(name, names, days, true);
    }
    TestCertificate selfSigned(const std::string& name, const std::string& names)
    {
        return make(name, names, 0, false);
    }

private:
    TestCertificate make(const std::string& name, const std::string& names, int days, bool signedByUs)
    {
        EVP_PKEY* key = EVP_EC_gen("P-256");
        X509* certificate = X509_new();
        fill(certificate, key, name.c_str(), days, ++m_serial);
        extend(certificate, NID_subject_alt_name, names.c_str());
        sign(certificate, signedByUs ? m_certificate : certificate, signedByUs ? m_key : key);
        const TestCertificate made{path(name + ".pem"), path(name + ".key")};
        write(made.certFile, certificate, nullptr);
        write(made.keyFile, nullptr, key);
        X509_free(certificate);
        EVP_PKEY_free(key);
        return made;
    }
    static void fill(X509* certificate, EVP_PKEY* key, const char* name, int days, long serial)
    {
        X509_set_version(certificate, X509_VERSION_3);
        ASN1_INTEGER_set(X509_get_serialNumber(certificate), serial);
        X509_gmtime_adj(X509_getm_notBefore(certificate), days * 86'400L - 60);
        X509_gmtime_adj(X509_getm_notAfter(certificate), days * 86'400L + 3'600);
        X509_set_pubkey(certificate, key);
        X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate), "CN", MBSTRING_ASC,
                                   reinterpret_cast<const unsigned char*>(name), -1, -1, 0);
    }
    static void extend(X509* certificate, int kind, const char* value)
    {
        X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, nullptr, kind, value);
        X509_add_ext(certificate, extension, -1);
        X509_EXTENSION_free(extension);
    }
    static void sign(X509* certificate, X509* issuer, EVP_PKEY* key)
    {
        X509_set_issuer_name(certificate, X509_get_subject_name(issuer));
        X509_sign(certificate, key, EVP_sha256());
    }
    static void write(const std::string& path, X509* certificate, EVP_PKEY* key)
    {
        FILE* file = std::fopen(path.c_str(), "w");
        if (certificate)
            PEM_write_X509(file, certificate);
        if (key)
            PEM_write_PrivateKey(file, key, nullptr, nullptr, 0, nullptr, nullptr);
        std::fclose(file);
    }

    QTemporaryDir m_folder;
    EVP_PKEY* m_key;
    X509* m_certificate;
    long m_serial = 1;
};

} // namespace gatereeve::gateway
