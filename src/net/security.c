/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net/security.h"

#include "base/problem.h"
#include "base/reason.h"
#include "wire/endpoint.h"

#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <string.h>

#define NAME "Siplore practice"
#define DAY (24 * 60 * 60)
#define VALID_DAYS 365
#define PROBLEM "lore-problem"

struct _LoreSecurity
{
  GTlsCertificate *own;  /* NULL until it is needed */
  GTlsDatabase *trusted; /* NULL: the system's */
};

LoreSecurity *
lore_security_new (void)
{
  return g_rc_box_new0 (LoreSecurity);
}

LoreSecurity *
lore_security_ref (LoreSecurity *self)
{
  return g_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  LoreSecurity *self = data;

  g_clear_object (&self->own);
  g_clear_object (&self->trusted);
}

void
lore_security_unref (LoreSecurity *self)
{
  g_rc_box_release_full (self, clear);
}

/* --- making a certificate ---------------------------------------------------------- */

G_DEFINE_AUTO_CLEANUP_FREE_FUNC (gnutls_x509_privkey_t, gnutls_x509_privkey_deinit, NULL)
G_DEFINE_AUTO_CLEANUP_FREE_FUNC (gnutls_x509_crt_t, gnutls_x509_crt_deinit, NULL)

static int
describe (gnutls_x509_crt_t certificate, gint64 from, gint64 until)
{
  static const guint8 loopback4[] = { 127, 0, 0, 1 };
  static const guint8 loopback6[16] = { [15] = 1 };
  guint8 serial[8] = { 0 };
  int failed = 0;

  for (gsize i = 0; i < sizeof serial; i++)
    serial[i] = g_random_int_range (1, 127);
  failed |= gnutls_x509_crt_set_version (certificate, 3);
  failed |= gnutls_x509_crt_set_serial (certificate, serial, sizeof serial);
  failed |= gnutls_x509_crt_set_activation_time (certificate, from);
  failed |= gnutls_x509_crt_set_expiration_time (certificate, until);
  failed |= gnutls_x509_crt_set_dn_by_oid (certificate, GNUTLS_OID_X520_COMMON_NAME, 0,
                                           NAME, strlen (NAME));
  failed |=
      gnutls_x509_crt_set_subject_alt_name (certificate, GNUTLS_SAN_DNSNAME, "localhost",
                                            strlen ("localhost"), GNUTLS_FSAN_SET);
  failed |= gnutls_x509_crt_set_subject_alt_name (
      certificate, GNUTLS_SAN_IPADDRESS, loopback4, sizeof loopback4, GNUTLS_FSAN_APPEND);
  failed |= gnutls_x509_crt_set_subject_alt_name (
      certificate, GNUTLS_SAN_IPADDRESS, loopback6, sizeof loopback6, GNUTLS_FSAN_APPEND);
  failed |= gnutls_x509_crt_set_basic_constraints (certificate, 1, -1);
  return failed;
}

static char *export(gnutls_x509_crt_t certificate, gnutls_x509_privkey_t key)
{
  gnutls_datum_t shown = { 0 }, secret = { 0 };
  char *pem = NULL;

  if (gnutls_x509_crt_export2 (certificate, GNUTLS_X509_FMT_PEM, &shown) >= 0
      && gnutls_x509_privkey_export2_pkcs8 (key, GNUTLS_X509_FMT_PEM, NULL,
                                            GNUTLS_PKCS_PLAIN, &secret)
             >= 0)
    pem = g_strdup_printf ("%.*s%.*s", (int)shown.size, (const char *)shown.data,
                           (int)secret.size, (const char *)secret.data);
  gnutls_free (shown.data);
  gnutls_free (secret.data);
  return pem;
}

char *
lore_security_make (gint64 from, gint64 until, GError **error)
{
  g_auto (gnutls_x509_privkey_t) key = NULL;
  g_auto (gnutls_x509_crt_t) certificate = NULL;
  char *pem = NULL;

  if (gnutls_x509_privkey_init (&key) >= 0 && gnutls_x509_crt_init (&certificate) >= 0
      && gnutls_x509_privkey_generate (
             key, GNUTLS_PK_ECDSA, GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP256R1), 0)
             >= 0
      && describe (certificate, from, until) >= 0
      && gnutls_x509_crt_set_key (certificate, key) >= 0
      && gnutls_x509_crt_sign2 (certificate, certificate, key, GNUTLS_DIG_SHA256, 0) >= 0)
    pem = export(certificate, key);
  if (pem == NULL)
    lore_problem_set (error, LORE_PROBLEM_NETWORK, "certificate-unmade", NULL);
  return pem;
}

/* --- what is shown and believed ---------------------------------------------------- */

static GTlsCertificate *
read_certificate (const char *pem, const char *file, GError **error)
{
  g_autoptr (GError) cause = NULL;
  GTlsCertificate *certificate = g_tls_certificate_new_from_pem (pem, -1, &cause);

  if (certificate == NULL)
    lore_problem_set (error, LORE_PROBLEM_FILE, "certificate-unreadable", "file", file,
                      "@reason", lore_reason_get (cause), NULL);
  return certificate;
}

gboolean
lore_security_set_file (LoreSecurity *self, const char *file, GError **error)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autoptr (GError) cause = NULL;
  g_autofree char *pem = NULL;

  g_clear_object (&self->own);
  if (file == NULL || !g_file_test (file, G_FILE_TEST_EXISTS))
    {
      pem = lore_security_make (now - DAY, now + VALID_DAYS * DAY, error);
      if (pem == NULL)
        return FALSE;
      /* The key is nobody else's business. */
      if (file != NULL)
        g_file_set_contents_full (file, pem, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600,
                                  &cause);
    }
  else
    g_file_get_contents (file, &pem, NULL, &cause);
  if (cause != NULL)
    {
      lore_problem_set (error, LORE_PROBLEM_FILE, "certificate-unreadable", "file", file,
                        "@reason", lore_reason_get (cause), NULL);
      return FALSE;
    }
  self->own = read_certificate (pem, file != NULL ? file : "", error);
  return self->own != NULL;
}

gboolean
lore_security_set_trust (LoreSecurity *self, const char *file, GError **error)
{
  g_autofree char *path = file != NULL ? g_canonicalize_filename (file, NULL) : NULL;
  g_autoptr (GError) cause = NULL;

  g_clear_object (&self->trusted);
  if (file == NULL)
    return TRUE;
  self->trusted = g_tls_file_database_new (path, &cause);
  if (self->trusted == NULL)
    lore_problem_set (error, LORE_PROBLEM_FILE, "certificate-unreadable", "file", file,
                      "@reason", lore_reason_get (cause), NULL);
  return self->trusted != NULL;
}

/* --- TLS over a stream ------------------------------------------------------------- */

GTlsCertificate *
lore_security_get_certificate (LoreSecurity *self, GError **error)
{
  if (self->own == NULL)
    lore_security_set_file (self, NULL, error);
  return self->own;
}

GIOStream *
lore_security_accept (LoreSecurity *self, GIOStream *stream, GError **error)
{
  GTlsCertificate *own = lore_security_get_certificate (self, error);

  return own != NULL ? g_tls_server_connection_new (stream, own, error) : NULL;
}

/* The one that matters most to somebody who has to do something about it. */
static const char *
name_problem (GTlsCertificateFlags errors)
{
  static const struct
  {
    GTlsCertificateFlags flag;
    const char *problem;
  } rows[] = {
    { G_TLS_CERTIFICATE_EXPIRED, "tls-expired" },
    { G_TLS_CERTIFICATE_NOT_ACTIVATED, "tls-early" },
    { G_TLS_CERTIFICATE_BAD_IDENTITY, "tls-identity" },
    { G_TLS_CERTIFICATE_UNKNOWN_CA, "tls-authority" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (errors & rows[i].flag)
      return rows[i].problem;
  return "tls-failed";
}

/* Our own certificate is believed though nobody has signed it, but not once it is stale.
 */
static gboolean
on_certificate (GTlsConnection *connection, GTlsCertificate *certificate,
                GTlsCertificateFlags errors, gpointer user_data)
{
  LoreSecurity *self = user_data;

  if (self->own != NULL && g_tls_certificate_is_same (certificate, self->own))
    errors &= ~G_TLS_CERTIFICATE_UNKNOWN_CA;
  if (errors == 0)
    return TRUE;
  g_object_set_data (G_OBJECT (connection), PROBLEM, (gpointer)name_problem (errors));
  return FALSE;
}

const char *
lore_security_get_problem (GIOStream *stream)
{
  const char *problem = g_object_get_data (G_OBJECT (stream), PROBLEM);

  return problem != NULL ? problem : "tls-failed";
}

static void
unref_closure (gpointer data, GClosure *closure)
{
  lore_security_unref (data);
}

GIOStream *
lore_security_connect (LoreSecurity *self, GIOStream *stream, const char *peer,
                       GError **error)
{
  g_autoptr (GSocketConnectable) identity = NULL;
  g_autofree char *host = NULL;
  GIOStream *secured;
  guint16 port;

  lore_endpoint_parse (peer, &host, &port, NULL);
  identity = G_SOCKET_CONNECTABLE (g_inet_socket_address_new_from_string (host, port));
  secured = g_tls_client_connection_new (stream, identity, error);
  if (secured == NULL)
    return NULL;
  if (self->trusted != NULL)
    g_tls_connection_set_database (G_TLS_CONNECTION (secured), self->trusted);
  g_signal_connect_data (secured, "accept-certificate", G_CALLBACK (on_certificate),
                         lore_security_ref (self), unref_closure, 0);
  return secured;
}
