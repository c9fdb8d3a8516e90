/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Numbers of the RFCs where they give any; the others were computed with Python's
 * hashlib.
 */
#include "session/digest.h"

#include <string.h>

/* clang-format off */
static const struct
{
  const char *why;
  LoreDigestInput input;
  const char *body;
  const char *ha1, *ha2, *response;
} vectors[] = {
  { "RFC 7616 §3.9.1, MD5",
    { .algorithm = LORE_DIGEST_MD5,
      .username = "Mufasa", .realm = "http-auth@example.org",
      .password = "Circle of Life",
      .nonce = "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", .qop = "auth",
      .nc = "00000001", .cnonce = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ",
      .method = "GET", .uri = "/dir/index.html" },
    NULL,
    "3d78807defe7de2157e2b0b6573a855f",
    "39aff3a2bab6126f332b942af96d3366",
    "8ca523f5e9506fed4657c9700eebdbec" },
  { "RFC 7616 §3.9.1, SHA-256",
    { .algorithm = LORE_DIGEST_SHA_256,
      .username = "Mufasa", .realm = "http-auth@example.org",
      .password = "Circle of Life",
      .nonce = "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", .qop = "auth",
      .nc = "00000001", .cnonce = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ",
      .method = "GET", .uri = "/dir/index.html" },
    NULL,
    "7987c64c30e25f1b74be53f966b49b90f2808aa92faf9a00262392d7b4794232",
    "9a3fdae9a622fe8de177c24fa9c070f2b181ec85e15dcbdc32e10c82ad450b04",
    "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1" },
  { "RFC 7616 §3.9.2 as its erratum corrects it: SHA-512/256 is not half a SHA-512",
    { .algorithm = LORE_DIGEST_SHA_512_256,
      .username = "Jäsøn Doe", .realm = "api@example.org",
      .password = "Secret, or not?",
      .nonce = "5TsQWLVdgBdmrQ0XsxbDODV+57QdFR34I9HAbC/RVvkK", .qop = "auth",
      .nc = "00000001", .cnonce = "NTg6RKcb9boFIAS3KrFK9BGeh+iDa/sm6jUMp2wds69v",
      .method = "GET", .uri = "/doe.json" },
    NULL,
    "2d3d9f12c9f3d30011259dc5fecee005ae24de40e3e1f61806d03e65f1e6024f",
    "1734b070bafdeb53ae52f93659427bb4bc545e2ef4d5e74ba247dad4861b4634",
    "3798d4131c277846293534c3edc11bd8a5e4cdcbff78b05db9d95eeb1cec68a5" },
  { "RFC 2617 §3.5",
    { .algorithm = LORE_DIGEST_MD5,
      .username = "Mufasa", .realm = "testrealm@host.com", .password = "Circle Of Life",
      .nonce = "dcd98b7102dd2f0e8b11d0f600bfb0c093", .qop = "auth", .nc = "00000001",
      .cnonce = "0a4f113b", .method = "GET", .uri = "/dir/index.html" },
    NULL,
    "939e7578ed9e3c518a452acee763bce9",
    "39aff3a2bab6126f332b942af96d3366",
    "6629fae49393a05397450978507c4ef1" },
  { "RFC 2069, with the response of its erratum",
    { .algorithm = LORE_DIGEST_MD5,
      .username = "Mufasa", .realm = "testrealm@host.com", .password = "CircleOfLife",
      .nonce = "dcd98b7102dd2f0e8b11d0f600bfb0c093", .method = "GET",
      .uri = "/dir/index.html" },
    NULL,
    "4945ecf42b1bb868634058a845bedde8",
    "39aff3a2bab6126f332b942af96d3366",
    "1949323746fe6a43ef61f9606e7febea" },
  { "MD5",
    { .algorithm = LORE_DIGEST_MD5,
      .username = "alice", .realm = "atlanta.example", .password = "rabbit hole",
      .nonce = "5d1b7f0c", .qop = "auth", .nc = "00000001", .cnonce = "c0ffee",
      .method = "REGISTER", .uri = "sip:atlanta.example" },
    NULL,
    "86ab1bf7e54cbb730616322e7d9a3c1e",
    "afadd7aadf060ad3050650c23ba41632",
    "a96b7e88510081f2c956e5a5179516a2" },
  { "MD5 over the body too",
    { .algorithm = LORE_DIGEST_MD5,
      .username = "alice", .realm = "atlanta.example", .password = "rabbit hole",
      .nonce = "5d1b7f0c", .qop = "auth-int", .nc = "00000001", .cnonce = "c0ffee",
      .method = "REGISTER", .uri = "sip:atlanta.example" },
    "v=0\r\n",
    "86ab1bf7e54cbb730616322e7d9a3c1e",
    "b61299da4e84cbbc10eaad40f19c9e7e",
    "0f5119a6ac0bf04a00281eb6615cba69" },
  { "MD5-sess",
    { .algorithm = LORE_DIGEST_MD5_SESS,
      .username = "alice", .realm = "atlanta.example", .password = "rabbit hole",
      .nonce = "5d1b7f0c", .qop = "auth", .nc = "00000001", .cnonce = "c0ffee",
      .method = "REGISTER", .uri = "sip:atlanta.example" },
    NULL,
    "0c084b6dda5c7b3f068603688a74b9e6",
    "afadd7aadf060ad3050650c23ba41632",
    "a5323b6064203ecf4dc233d6d3eb975e" },
  { "MD5-sess over the body too",
    { .algorithm = LORE_DIGEST_MD5_SESS,
      .username = "alice", .realm = "atlanta.example", .password = "rabbit hole",
      .nonce = "5d1b7f0c", .qop = "auth-int", .nc = "00000001", .cnonce = "c0ffee",
      .method = "REGISTER", .uri = "sip:atlanta.example" },
    "v=0\r\n",
    "0c084b6dda5c7b3f068603688a74b9e6",
    "b61299da4e84cbbc10eaad40f19c9e7e",
    "7968d3757fb0cff3d153dcdb6f9ef680" },
  { "SHA-256 as an old server asks for it",
    { .algorithm = LORE_DIGEST_SHA_256,
      .username = "alice", .realm = "atlanta.example", .password = "rabbit hole",
      .nonce = "5d1b7f0c", .method = "REGISTER", .uri = "sip:atlanta.example" },
    NULL,
    "94ba83ccdd1de4229ec024d636313ca7224c8f7f5a15bc9d184dd05f1d560508",
    "0df93c7013ee0ad76605daebbf6dbd7039f868d237ff22e14f913b0bcee3d085",
    "5c0332f6fc9e9e939989cbdb3a6a8b06797b4f29576fb6789e9dc08c20b71ef4" },
  { "SHA-256",
    { .algorithm = LORE_DIGEST_SHA_256,
      .username = "alice", .realm = "atlanta.example", .password = "rabbit hole",
      .nonce = "5d1b7f0c", .qop = "auth", .nc = "00000001", .cnonce = "c0ffee",
      .method = "REGISTER", .uri = "sip:atlanta.example" },
    NULL,
    "94ba83ccdd1de4229ec024d636313ca7224c8f7f5a15bc9d184dd05f1d560508",
    "0df93c7013ee0ad76605daebbf6dbd7039f868d237ff22e14f913b0bcee3d085",
    "a74e7b65ead1054119f4b4929113703fe5386b9e71dbc83ae62deaaa6a88bb9f" },
  { "SHA-256 over the body too",
    { .algorithm = LORE_DIGEST_SHA_256,
      .username = "alice", .realm = "atlanta.example", .password = "rabbit hole",
      .nonce = "5d1b7f0c", .qop = "auth-int", .nc = "00000001", .cnonce = "c0ffee",
      .method = "REGISTER", .uri = "sip:atlanta.example" },
    "v=0\r\n",
    "94ba83ccdd1de4229ec024d636313ca7224c8f7f5a15bc9d184dd05f1d560508",
    "f9123ebe3f29127763ae01e28e25274163ccbdf9c9897b56001ea4b6b819d951",
    "67ece90a2eae1db044dea5faf378d4a8de072a59a53b0a656d55b653ea325d09" },
  { "SHA-256-sess",
    { .algorithm = LORE_DIGEST_SHA_256_SESS,
      .username = "alice", .realm = "atlanta.example", .password = "rabbit hole",
      .nonce = "5d1b7f0c", .qop = "auth", .nc = "00000001", .cnonce = "c0ffee",
      .method = "REGISTER", .uri = "sip:atlanta.example" },
    NULL,
    "3b8378be03cc43a75742b2758fa7a50a39b78ccd8927f36cfaea03707c3eeaad",
    "0df93c7013ee0ad76605daebbf6dbd7039f868d237ff22e14f913b0bcee3d085",
    "8085f8c03b3607028c9b9b47e190e5b1344fddbd35eb7724a57fdcd48d062cf1" },
  { "SHA-256-sess over the body too",
    { .algorithm = LORE_DIGEST_SHA_256_SESS,
      .username = "alice", .realm = "atlanta.example", .password = "rabbit hole",
      .nonce = "5d1b7f0c", .qop = "auth-int", .nc = "00000001", .cnonce = "c0ffee",
      .method = "REGISTER", .uri = "sip:atlanta.example" },
    "v=0\r\n",
    "3b8378be03cc43a75742b2758fa7a50a39b78ccd8927f36cfaea03707c3eeaad",
    "f9123ebe3f29127763ae01e28e25274163ccbdf9c9897b56001ea4b6b819d951",
    "c049ed9d46914d3a4b7fb3c3bf3d7788fa8c262e9ac8158621ebdc39b2cea85d" },
  { "SHA-512-256 as an old server asks for it",
    { .algorithm = LORE_DIGEST_SHA_512_256,
      .username = "alice", .realm = "atlanta.example", .password = "rabbit hole",
      .nonce = "5d1b7f0c", .method = "REGISTER", .uri = "sip:atlanta.example" },
    NULL,
    "cb69d6bc04eb0ffafe003c567afd638386eadeba7ddee5cccf7d11f01dd14fee",
    "caf5bec0c3c7cc20b84a0a0219cd32cd9698153ae3378f5340b85c98dec550c4",
    "a026b3bd4586fb4c9acbbf5d28d929e09d561ac40b5a5c7f9a4a6b2c838f230e" },
  { "SHA-512-256",
    { .algorithm = LORE_DIGEST_SHA_512_256,
      .username = "alice", .realm = "atlanta.example", .password = "rabbit hole",
      .nonce = "5d1b7f0c", .qop = "auth", .nc = "00000001", .cnonce = "c0ffee",
      .method = "REGISTER", .uri = "sip:atlanta.example" },
    NULL,
    "cb69d6bc04eb0ffafe003c567afd638386eadeba7ddee5cccf7d11f01dd14fee",
    "caf5bec0c3c7cc20b84a0a0219cd32cd9698153ae3378f5340b85c98dec550c4",
    "e707e8ce6ca802bcba38a7481f00df90f474919a7baf64ced49c2b21eb8ce37e" },
  { "SHA-512-256 over the body too",
    { .algorithm = LORE_DIGEST_SHA_512_256,
      .username = "alice", .realm = "atlanta.example", .password = "rabbit hole",
      .nonce = "5d1b7f0c", .qop = "auth-int", .nc = "00000001", .cnonce = "c0ffee",
      .method = "REGISTER", .uri = "sip:atlanta.example" },
    "v=0\r\n",
    "cb69d6bc04eb0ffafe003c567afd638386eadeba7ddee5cccf7d11f01dd14fee",
    "c177ebf4d9ee0c523cfa9ee218e0a464ebea6013997510f86a7057fd06d8dbf2",
    "37bd29fbdb988d42d7ffe00412619fb0d0038ece6cbc4fdf4ede1f078a472bc4" },
  { "SHA-512-256-sess",
    { .algorithm = LORE_DIGEST_SHA_512_256_SESS,
      .username = "alice", .realm = "atlanta.example", .password = "rabbit hole",
      .nonce = "5d1b7f0c", .qop = "auth", .nc = "00000001", .cnonce = "c0ffee",
      .method = "REGISTER", .uri = "sip:atlanta.example" },
    NULL,
    "2b658970cd6e62b8e5729bbb855a39e1d98097785cd7e909ac6459413ca47074",
    "caf5bec0c3c7cc20b84a0a0219cd32cd9698153ae3378f5340b85c98dec550c4",
    "74a7c5df5af5e0f24cd05f8230724b46355442fa3d3f7a4b5418b2256efe245f" },
  { "SHA-512-256-sess over the body too",
    { .algorithm = LORE_DIGEST_SHA_512_256_SESS,
      .username = "alice", .realm = "atlanta.example", .password = "rabbit hole",
      .nonce = "5d1b7f0c", .qop = "auth-int", .nc = "00000001", .cnonce = "c0ffee",
      .method = "REGISTER", .uri = "sip:atlanta.example" },
    "v=0\r\n",
    "2b658970cd6e62b8e5729bbb855a39e1d98097785cd7e909ac6459413ca47074",
    "c177ebf4d9ee0c523cfa9ee218e0a464ebea6013997510f86a7057fd06d8dbf2",
    "558a82eb5e495e928f47970e2e96ef6968704c8047e6a391587f5d87868ab5e0" },
  { "no body hashes as an empty one",
    { .algorithm = LORE_DIGEST_SHA_256,
      .username = "alice", .realm = "atlanta.example", .password = "rabbit hole",
      .nonce = "5d1b7f0c", .qop = "auth-int", .nc = "0000000a", .cnonce = "c0ffee",
      .method = "BYE", .uri = "sip:bob@192.0.2.7:5070" },
    NULL,
    "94ba83ccdd1de4229ec024d636313ca7224c8f7f5a15bc9d184dd05f1d560508",
    "2ac77fd2765de275d38a904a538276a724c69e2009197ef7c59eab47cb8d3129",
    "0ae0581638bb18fc937141e58103d4d0125c95fd14a229fa10b24b370ac3eab6" },
  { "rspauth: A2 without a method",
    { .algorithm = LORE_DIGEST_SHA_256,
      .username = "alice", .realm = "atlanta.example", .password = "rabbit hole",
      .nonce = "5d1b7f0c", .qop = "auth", .nc = "00000001", .cnonce = "c0ffee",
      .method = "", .uri = "sip:atlanta.example" },
    NULL,
    "94ba83ccdd1de4229ec024d636313ca7224c8f7f5a15bc9d184dd05f1d560508",
    "5cde8cd5f4faf9570b87e171db57a13ff48f87e088e79882fc817d9c252f9e32",
    "3a5d9c00e305ffc442ae4511873a0c2ba1f9f35ef5fff716a4479fae9292d371" },
  { "UTF-8 goes in as it is",
    { .algorithm = LORE_DIGEST_SHA_256,
      .username = "张三", .realm = "示例.example", .password = "密码", .nonce = "5d1b7f0c",
      .qop = "auth", .nc = "00000001", .cnonce = "c0ffee", .method = "REGISTER",
      .uri = "sip:atlanta.example" },
    NULL,
    "f63fd781a381ad3cde370bb2b3db1629c4bd41ca4c0adffe4ae8a94b5dc200ca",
    "0df93c7013ee0ad76605daebbf6dbd7039f868d237ff22e14f913b0bcee3d085",
    "f2e2d4a3e075bff655ad40e3c2b4fedc20c267c600a1d6056a74667d5a731c4e" },
  { "quotes and backslashes are hashed unquoted",
    { .algorithm = LORE_DIGEST_MD5,
      .username = "al\"ice\\", .realm = "atlanta.example", .password = "rabbit hole",
      .nonce = "5d1b7f0c", .qop = "auth", .nc = "00000001", .cnonce = "c0ffee",
      .method = "REGISTER", .uri = "sip:atlanta.example" },
    NULL,
    "9629000025153d40210adcad8a31bf58",
    "afadd7aadf060ad3050650c23ba41632",
    "6e7404d8d83b096e0f6c929ff43c1989" },
  { "anonymous has the empty password (§22.1)",
    { .algorithm = LORE_DIGEST_MD5,
      .username = "anonymous", .realm = "atlanta.example", .password = "",
      .nonce = "5d1b7f0c", .qop = "auth", .nc = "00000001", .cnonce = "c0ffee",
      .method = "REGISTER", .uri = "sip:atlanta.example" },
    NULL,
    "9aa8b667ee51df28cf19235c9f4182df",
    "afadd7aadf060ad3050650c23ba41632",
    "e2ec29f31b6774ea5e8a2997870b3562" },
  { "capitals are hashed as sent",
    { .algorithm = LORE_DIGEST_MD5,
      .username = "alice", .realm = "atlanta.example", .password = "rabbit hole",
      .nonce = "5d1b7f0c", .qop = "auth", .nc = "0000000A", .cnonce = "c0ffee",
      .method = "REGISTER", .uri = "sip:atlanta.example" },
    NULL,
    "86ab1bf7e54cbb730616322e7d9a3c1e",
    "afadd7aadf060ad3050650c23ba41632",
    "fed8272115d655d5bbb486c9989baed2" },
};
/* clang-format on */

static void
test_vectors (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (vectors); i++)
    {
      g_autoptr (LoreDigestSteps) steps = NULL;
      g_autoptr (GBytes) body = NULL;
      LoreDigestInput input = vectors[i].input;

      g_test_message ("%s", vectors[i].why);
      if (vectors[i].body != NULL)
        body = g_bytes_new_static (vectors[i].body, strlen (vectors[i].body));
      input.body = body;
      steps = lore_digest_compute (&input);
      g_assert_cmpstr (steps->ha1, ==, vectors[i].ha1);
      g_assert_cmpstr (steps->ha2, ==, vectors[i].ha2);
      g_assert_cmpstr (steps->response, ==, vectors[i].response);
    }
}

/* Every step is there to be shown, and each can be hashed into the next. */
static void
test_steps (void)
{
  static const char body[] = "v=0\r\n";
  g_autoptr (GBytes) bytes = g_bytes_new_static (body, strlen (body));
  g_autoptr (LoreDigestSteps) steps = NULL;
  LoreDigestInput input = {
    .algorithm = LORE_DIGEST_MD5_SESS,
    .username = "alice",
    .realm = "atlanta.example",
    .password = "rabbit hole",
    .nonce = "5d1b7f0c",
    .qop = "auth-int",
    .nc = "00000001",
    .cnonce = "c0ffee",
    .method = "REGISTER",
    .uri = "sip:atlanta.example",
    .body = bytes,
  };

  steps = lore_digest_compute (&input);
  g_assert_cmpstr (steps->secret, ==, "alice:atlanta.example:rabbit hole");
  g_assert_cmpstr (steps->secret_hash, ==, "86ab1bf7e54cbb730616322e7d9a3c1e");
  g_assert_cmpstr (steps->a1, ==, "86ab1bf7e54cbb730616322e7d9a3c1e:5d1b7f0c:c0ffee");
  g_assert_cmpstr (steps->ha1, ==, "0c084b6dda5c7b3f068603688a74b9e6");
  g_assert_cmpstr (steps->body_hash, ==, "b0d75ee0fad0609be9c67fb60aaf290a");
  g_assert_cmpstr (steps->a2, ==,
                   "REGISTER:sip:atlanta.example:b0d75ee0fad0609be9c67fb60aaf290a");
  g_assert_cmpstr (steps->ha2, ==, "b61299da4e84cbbc10eaad40f19c9e7e");
  g_assert_cmpstr (steps->joined, ==,
                   "0c084b6dda5c7b3f068603688a74b9e6:5d1b7f0c:00000001:c0ffee:auth-int:"
                   "b61299da4e84cbbc10eaad40f19c9e7e");
  g_assert_cmpstr (steps->response, ==, "7968d3757fb0cff3d153dcdb6f9ef680");
}

static void
test_steps_plain (void)
{
  g_autoptr (LoreDigestSteps) steps = NULL;
  LoreDigestInput input = {
    .algorithm = LORE_DIGEST_MD5,
    .username = "alice",
    .realm = "atlanta.example",
    .password = "rabbit hole",
    .nonce = "5d1b7f0c",
    .method = "REGISTER",
    .uri = "sip:atlanta.example",
  };

  steps = lore_digest_compute (&input);
  g_assert_null (steps->secret_hash);
  g_assert_cmpstr (steps->a1, ==, steps->secret);
  g_assert_null (steps->body_hash);
  g_assert_cmpstr (steps->a2, ==, "REGISTER:sip:atlanta.example");
  g_assert_cmpstr (steps->joined, ==,
                   "86ab1bf7e54cbb730616322e7d9a3c1e:5d1b7f0c:"
                   "afadd7aadf060ad3050650c23ba41632");
}

static void
test_hash (void)
{
  /* clang-format off */
  static const struct
  {
    LoreDigestAlgorithm algorithm;
    const char *data;
    gssize len;
    const char *hash, *why;
  } rows[] = {
    { LORE_DIGEST_MD5, "", -1,
      "d41d8cd98f00b204e9800998ecf8427e", "empty" },
    { LORE_DIGEST_MD5_SESS, "abc", -1,
      "900150983cd24fb0d6963f7d28e17f72", "-sess hashes alike" },
    { LORE_DIGEST_MD5, "a\0b", 3,
      "70350f6027bce3713f6b76473084309b", "a body may hold a NUL" },
    { LORE_DIGEST_SHA_256, "", -1,
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "empty" },
    { LORE_DIGEST_SHA_256_SESS, "abc", -1,
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", "-sess hashes alike" },
    { LORE_DIGEST_SHA_256, "a\0b", 3,
      "59b271ae1bbcb1d31d41929817f4b16fb439eb4f31520b5ad1d5ce98920a7138", "a body may hold a NUL" },
    { LORE_DIGEST_SHA_512_256, "", -1,
      "c672b8d1ef56ed28ab87c3622c5114069bdd3ad7b8f9737498d0c01ecef0967a", "empty" },
    { LORE_DIGEST_SHA_512_256_SESS, "abc", -1,
      "53048e2681941ef99b2e29b76b4c7dabe4c2d0c634fc6d46e0e2f13107e7af23", "-sess hashes alike" },
    { LORE_DIGEST_SHA_512_256, "a\0b", 3,
      "7119d75b273848aba0dbe35dfb6e5234eddb6bb7bd3af80b900c716098b9ef9e", "a body may hold a NUL" },
  };
  /* clang-format on */

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *hash =
          lore_digest_hash (rows[i].algorithm, rows[i].data, rows[i].len);

      g_test_message ("%s", rows[i].why);
      g_assert_cmpstr (hash, ==, rows[i].hash);
    }
}

static void
test_algorithms (void)
{
  static const struct
  {
    const char *name;
    LoreDigestAlgorithm algorithm;
    const char *why;
  } rows[] = {
    { NULL, LORE_DIGEST_MD5, "an absent parameter is MD5" },
    { "MD5", LORE_DIGEST_MD5, "as registered" },
    { "md5", LORE_DIGEST_MD5, "a token has no case (RFC 3261 §7.3.1)" },
    { "MD5-Sess", LORE_DIGEST_MD5_SESS, "as RFC 3261 §22.4 spells it once" },
    { "SHA-256", LORE_DIGEST_SHA_256, "as registered" },
    { "SHA-512-256-sess", LORE_DIGEST_SHA_512_256_SESS, "as registered" },
    { "SHA256", LORE_DIGEST_UNKNOWN, "not its name" },
    { "SHA-512", LORE_DIGEST_UNKNOWN, "not in the registry" },
    { "AKAv1-MD5", LORE_DIGEST_UNKNOWN, "RFC 3310 needs a SIM card" },
    { "", LORE_DIGEST_UNKNOWN, "empty is not absent" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s", rows[i].why);
      g_assert_cmpint (lore_digest_algorithm_lookup (rows[i].name), ==,
                       rows[i].algorithm);
    }
  for (guint i = 0; i < LORE_DIGEST_N_ALGORITHMS; i++)
    {
      const char *name = lore_digest_algorithm_get_name (i);

      g_assert_cmpint (lore_digest_algorithm_lookup (name), ==, i);
      g_assert_cmpint (lore_digest_algorithm_is_session (i), ==,
                       g_str_has_suffix (name, "-sess"));
      g_assert_cmpint (lore_digest_algorithm_compare (i, LORE_DIGEST_UNKNOWN), >, 0);
    }
  g_assert_cmpint (
      lore_digest_algorithm_compare (LORE_DIGEST_SHA_256, LORE_DIGEST_MD5_SESS), >, 0);
  g_assert_cmpint (lore_digest_algorithm_compare (LORE_DIGEST_MD5_SESS, LORE_DIGEST_MD5),
                   ==, 0);
}

static void
test_qop (void)
{
  static const struct
  {
    const char *list;
    guint qops;
    const char *why;
  } rows[] = {
    { NULL, LORE_DIGEST_QOP_NONE, "RFC 2069" },
    { "auth", LORE_DIGEST_QOP_AUTH, "the usual" },
    { "auth,auth-int", LORE_DIGEST_QOP_AUTH | LORE_DIGEST_QOP_AUTH_INT, "both" },
    { " auth-int ,\tAUTH", LORE_DIGEST_QOP_AUTH | LORE_DIGEST_QOP_AUTH_INT,
      "space and case" },
    { "auth-conf", LORE_DIGEST_QOP_OTHER, "a token of the future" },
    { "auth-conf,auth", LORE_DIGEST_QOP_OTHER | LORE_DIGEST_QOP_AUTH,
      "beside one that is known" },
    { "authentication", LORE_DIGEST_QOP_OTHER, "no prefix will do" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s", rows[i].why);
      g_assert_cmphex (lore_digest_qop_parse (rows[i].list), ==, rows[i].qops);
    }
}

static void
test_verdicts (void)
{
  for (guint i = 0; i < LORE_DIGEST_N_VERDICTS; i++)
    {
      guint status = lore_digest_verdict_get_status (i);

      g_assert_nonnull (lore_digest_verdict_get_id (i));
      g_assert_true (i == LORE_DIGEST_FINE ? status == 0
                                           : status == 400 || status == 401);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/digest/vectors", test_vectors);
  g_test_add_func ("/digest/steps", test_steps);
  g_test_add_func ("/digest/steps-plain", test_steps_plain);
  g_test_add_func ("/digest/hash", test_hash);
  g_test_add_func ("/digest/algorithms", test_algorithms);
  g_test_add_func ("/digest/qop", test_qop);
  g_test_add_func ("/digest/verdicts", test_verdicts);
  return g_test_run ();
}
