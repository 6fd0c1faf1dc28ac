using System.Text;

namespace StackKit.Acceptance.Api;

/// <summary>Requests that mean no good, while a rollout of <c>shop</c> waits at the gate <c>go</c>.</summary>
internal static class HostileRequests
{
    private const string Start = "services/shop/rollouts";
    private const string Abort = "services/shop/rollout/abort";
    private const string Json = "Content-Type: application/json";

    public static IReadOnlyList<HostileRequest> All { get; } = [.. Paths(), .. Queries(), .. Bodies(), .. Framing(), .. Senders()];

    private static IEnumerable<HostileRequest> Paths()
    {
        yield return HostileRequest.Get("path traversal", "services/../../../etc/passwd", "", 404);
        yield return HostileRequest.Get("encoded dots", "services/%2e%2e/rollout", "", 400, 404);
        yield return HostileRequest.Get("encoded slashes", "services/..%2f..%2fetc%2fpasswd/rollout", "", 400);
        yield return HostileRequest.Get("encoded slash behind a service", "services/shop%2frollouts/rollout", "", 400);
        yield return HostileRequest.Get("encoded backslash", "services/shop%5c..%5c/rollout", "", 400);
        yield return HostileRequest.Get("doubly encoded", "services/%252e%252e%252fshop/rollout", "", 400);
        yield return HostileRequest.Get("overlong service", $"services/{new string('a', 3000)}/rollout", "", 400);
        yield return HostileRequest.Get("request line without end", $"services/{new string('a', 20_000)}/rollout", "", 414);
        yield return HostileRequest.Get("null byte", "services/sh%00op/rollout", "", 400);
        yield return HostileRequest.Get("line break in a service", "services/shop%0d%0aInjected:%20yes/rollout", "", 400);
        yield return HostileRequest.Get("script as service", "services/%3Cscript%3Ealert(1)%3C%2Fscript%3E/rollout", "", 400);
        yield return HostileRequest.Get("look-alike letter", "services/%D1%95hop/rollout", "", 400);
        yield return HostileRequest.Get("full-width letters", "services/%EF%BD%93%EF%BD%88%EF%BD%8F%EF%BD%90/rollout", "", 400);
        yield return HostileRequest.Get("direction mark", "services/shop%E2%80%AE/rollout", "", 400);
        yield return HostileRequest.Get("overlong UTF-8", "services/%C0%AE%C0%AE/rollout", "", 400);
        yield return HostileRequest.Get("broken percent encoding", "services/%zz/rollout", "", 400);
        yield return HostileRequest.Get("other case", "services/SHOP/rollout", "", 404);
        yield return HostileRequest.Get("matrix parameter", "services/shop;admin=true/rollout", "", 400);
        yield return HostileRequest.Get("rollout id with slashes", "services/shop/rollouts/..%2f..%2fstate%2frollout/events", "", 400);
        yield return HostileRequest.Get("rollout id of another kind", "services/shop/rollouts/*/why", "", 400);
        yield return HostileRequest.Get("unknown rollout", "services/shop/rollouts/0/why", "", 404);
        yield return HostileRequest.Post("gate with slashes", "services/shop/gates/..%2fgo/approve", """{"reason":"r"}""", 400);
        yield return HostileRequest.Post("overlong gate", $"services/shop/gates/{new string('g', 64)}/approve", """{"reason":"r"}""", 400);
        yield return HostileRequest.Post("gate with a space", "services/shop/gates/go%20/approve", """{"reason":"r"}""", 400);
        yield return HostileRequest.Post("gate that it does not wait for", "services/shop/gates/stop/approve", """{"reason":"r"}""", 409);
    }

    private static IEnumerable<HostileRequest> Queries()
    {
        const string Events = "services/shop/rollouts/{id}/events";
        yield return HostileRequest.Get("negative position", $"{Events}?after=-1", "", 400);
        yield return HostileRequest.Get("position beyond numbers", $"{Events}?after=99999999999999999999999999", "", 400);
        yield return HostileRequest.Get("position that is none", $"{Events}?after=NaN", "", 400);
        yield return HostileRequest.Get("position in powers", $"{Events}?after=1e9", "", 400);
        yield return HostileRequest.Get("two positions", $"{Events}?after=1&after=2", "", 400);
        yield return HostileRequest.Get("position with a script", $"{Events}?after=%3Cscript%3Ealert(1)%3C/script%3E", "", 400);
        yield return HostileRequest.Get("query flood", $"services?{string.Join('&', Enumerable.Range(0, 700).Select(i => $"p{i}=1"))}", "", 200);
        yield return HostileRequest.Get("last event beyond numbers", Events, $"Accept: text/event-stream\r\nLast-Event-ID: {new string('9', 400)}", 400);
        yield return HostileRequest.Get("negative last event", Events, "Accept: text/event-stream\r\nLast-Event-ID: -9223372036854775808", 400);
        yield return HostileRequest.Get("last event with a script", Events, $"Accept: text/event-stream\r\nLast-Event-ID: {HostileRequest.Marker}", 400);
        yield return HostileRequest.Get("two last events", Events, "Accept: text/event-stream\r\nLast-Event-ID: 1\r\nLast-Event-ID: 2", 400);
        yield return HostileRequest.Get("stream of an unknown rollout", "services/shop/rollouts/nothing/events", "Accept: text/event-stream", 404);
        yield return HostileRequest.Get("accept flood", "services", $"Accept: {string.Join(',', Enumerable.Repeat("a/b;q=0.1", 1000))}", 200);
        yield return HostileRequest.Get("broken accept", "services", "Accept: ;;;,,,\"", 200);
        yield return HostileRequest.Get("header flood", "services", string.Join("\r\n", Enumerable.Range(0, 300).Select(i => $"X-{i}: 1")), 431);
        yield return HostileRequest.Get("act by GET and an override", Abort, "X-HTTP-Method-Override: POST\r\nX-HTTP-Method: POST\r\nX-Method-Override: POST", 405);
        yield return HostileRequest.Get("act by GET and a query", $"{Abort}?_method=POST", "", 405);
        yield return new HostileRequest("another method", HostileRequest.Compose("DELETE", Start, "", []), 405);
        yield return new HostileRequest("a method of one's own", HostileRequest.Compose("ABORT", Abort, "", []), 405);
    }

    private static IEnumerable<HostileRequest> Bodies()
    {
        (string Name, string Body)[] starts =
        [
            ("no body", ""), ("null", "null"), ("array", "[]"), ("string", "\"2\""), ("number", "2"), ("NaN as body", "NaN"),
            ("NaN as version", """{"version":NaN}"""), ("number as version", """{"version":2}"""), ("array as version", """{"version":["2"]}"""),
            ("object as version", """{"version":{"version":"2"}}"""), ("no version", """{"reason":"r"}"""), ("null version", """{"version":null}"""),
            ("empty version", """{"version":""}"""), ("blank version", """{"version":"  "}"""), ("version with dots only", """{"version":".."}"""),
            ("version traversal", """{"version":"../../bin/sh"}"""), ("overlong version", $$"""{"version":"{{new string('2', 64)}}"}"""),
            ("full-width version", """{"version":"２"}"""), ("version with an escape", """{"version":"2\u001b[2J"}"""), ("version with a command", """{"version":"2; rm -rf /"}"""),
            ("version with a script", $$"""{"version":"{{HostileRequest.Marker}}"}"""),
            ("version twice", """{"version":"2","version":"3"}"""), ("version twice, once escaped", """{"version":"2","\u0076ersion":"3"}"""),
            ("unknown member", """{"version":"2","force":true}"""), ("actor in the body", """{"version":"2","actor":"root"}"""), ("prototype", """{"version":"2","__proto__":{"admin":true}}"""),
            ("member with a script", $$"""{"version":"2","{{HostileRequest.Marker}}":1}"""), ("endless member", $$"""{"version":"2","{{new string('m', 10_000)}}":1}"""),
            ("other case", """{"Version":"2"}"""), ("comment", """{"version":"2"/* */}"""), ("trailing comma", """{"version":"2",}"""), ("two documents", """{"version":"2"}{"version":"3"}"""),
            ("deep arrays", $$"""{"version":{{new string('[', 5000)}}"""), ("deep objects", string.Concat(Enumerable.Repeat("{\"version\":", 1000))),
            ("half a surrogate pair", """{"version":"2","reason":"\ud800"}"""), ("half a pair as name", """{"version":"2","\udc00":"x"}"""),
            ("overlong reason", $$"""{"version":"2","reason":"{{new string('r', 4097)}}"}"""), ("reason of several lines", """{"version":"2","reason":"a\n12:00 approved by ben"}"""),
            ("reason with an escape", """{"version":"2","reason":"\u001b]0;owned\u0007"}"""), ("reason turned around", """{"version":"2","reason":"\u202Egnorw"}"""),
            ("number as reason", """{"version":"2","reason":1e308}"""), ("string as artifact", """{"version":"2","artifact":"x"}"""),
            ("artifact without a URI", """{"version":"2","artifact":{}}"""), ("unknown member of an artifact", """{"version":"2","artifact":{"uri":"a","run":"b"}}"""),
            ("overlong URI", $$$"""{"version":"2","artifact":{"uri":"{{{new string('u', 1025)}}}"}}"""), ("URI with a line break", """{"version":"2","artifact":{"uri":"a\r\nInjected: yes"}}"""),
        ];
        foreach ((string name, string body) in starts)
        {
            yield return HostileRequest.Post($"start: {name}", Start, body, 400);
        }

        yield return HostileRequest.Post("abort: another rollout", Abort, """{"rolloutId":"0123456789abcdef"}""", 409);
        yield return HostileRequest.Post("abort: no rollout id", Abort, """{"rolloutId":"../x"}""", 400);
        yield return HostileRequest.Post("gate without a reason", "services/shop/gates/go/approve", """{"reason":"\t "}""", 400);
        yield return HostileRequest.Post("adopt without a reason", "adopt", "{}", 400);
        yield return HostileRequest.Post("adopt what is well", "adopt", """{"reason":"r"}""", 409);
    }

    private static IEnumerable<HostileRequest> Framing()
    {
        byte[] good = """{"version":"2"}"""u8.ToArray();
        yield return HostileRequest.PostBytes("byte order mark", Start, Json, [0xEF, 0xBB, 0xBF, .. good], 400);
        yield return HostileRequest.PostBytes("invalid UTF-8", Start, Json, [.. """{"version":"2","reason":" """u8, 0xC3, 0x28, .. "\"}"u8], 400);
        yield return HostileRequest.PostBytes("overlong UTF-8 in a body", Start, Json, [.. """{"version":"2","reason":" """u8, 0xC0, 0xAF, .. "\"}"u8], 400);
        yield return HostileRequest.PostBytes("UTF-16", Start, Json + "; charset=utf-16", Encoding.Unicode.GetBytes("""{"version":"2"}"""), 415);
        yield return HostileRequest.PostBytes("UTF-16 that claims to be UTF-8", Start, Json + "; charset=utf-8", Encoding.Unicode.GetBytes("""{"version":"2"}"""), 400);
        yield return HostileRequest.PostBytes("wrong charset", Start, Json + "; charset=iso-8859-1", good, 415);
        yield return HostileRequest.PostBytes("JSON as text", Start, "Content-Type: text/plain", good, 415);
        yield return HostileRequest.PostBytes("JSON as a form", Start, "Content-Type: application/x-www-form-urlencoded", good, 415);
        yield return HostileRequest.PostBytes("JSON in parts", Start, "Content-Type: multipart/form-data; boundary=b", good, 415);
        yield return HostileRequest.PostBytes("no type", Start, "X-Type: none", good, 415);
        yield return HostileRequest.PostBytes("two types", Start, Json + "\r\nContent-Type: text/plain", good, 415);
        yield return HostileRequest.PostBytes("compressed", Start, Json + "\r\nContent-Encoding: gzip", good, 415);
        yield return HostileRequest.PostBytes("abort by a form without a body", Abort, "Content-Type: application/x-www-form-urlencoded", [], 415);
        yield return HostileRequest.PostBytes("large body", Start, Json, [.. "{\"version\":\""u8, .. new byte[16 * 1024]], 413);
        yield return HostileRequest.PostBytes("blank body over the limit", Start, Json, [.. good, .. Enumerable.Repeat((byte)' ', 16 * 1024)], 413);
        yield return new HostileRequest("claims to be huge", HostileRequest.Compose("POST", Start, Json + "\r\nContent-Length: 9000000000000", []), 413);
        yield return new HostileRequest("negative length", HostileRequest.Compose("POST", Start, Json + "\r\nContent-Length: -1", good), 400);
        yield return new HostileRequest("two lengths", HostileRequest.Compose("POST", Start, Json + "\r\nContent-Length: 1\r\nContent-Length: 15", good), 400);
        yield return new HostileRequest("broken chunks", HostileRequest.Compose("POST", Start, Json + "\r\nTransfer-Encoding: chunked", "zz\r\n{}\r\n0\r\n\r\n"u8.ToArray()), 400);
        yield return new HostileRequest("endless chunks", HostileRequest.Compose("POST", Start, Json + "\r\nTransfer-Encoding: chunked", "d\r\n{\"version\": \"\r\n"u8.ToArray()), 413, 400)
        {
            Endless = Encoding.ASCII.GetBytes($"400\r\n{new string('2', 0x400)}\r\n"),
        };
        yield return new HostileRequest("endless body of a GET", HostileRequest.Compose("GET", "services", "Transfer-Encoding: chunked", []), 200)
        {
            Endless = Encoding.ASCII.GetBytes($"400\r\n{new string('2', 0x400)}\r\n"),
        };
    }

    private static IEnumerable<HostileRequest> Senders()
    {
        byte[] empty = "{}"u8.ToArray();
        yield return HostileRequest.PostBytes("actor with a line break", Abort, $"{Json}\r\n{ApiUsers.NameHeader}: ana%0D%0AInjected:%20yes", empty, 403);
        yield return HostileRequest.PostBytes("actor with an escape", Abort, $"{Json}\r\n{ApiUsers.NameHeader}: ana%1B%5B2J", empty, 403);
        yield return HostileRequest.PostBytes("actor turned around", Abort, $"{Json}\r\n{ApiUsers.NameHeader}: ana%E2%80%AE", empty, 403);
        yield return HostileRequest.PostBytes("overlong actor", Abort, $"{Json}\r\n{ApiUsers.NameHeader}: {new string('a', 257)}", empty, 403);
        yield return HostileRequest.PostBytes("blank actor", Abort, $"{Json}\r\n{ApiUsers.NameHeader}: %20%20", empty, 403);
        yield return HostileRequest.PostBytes("actor without a name", Abort, $"{Json}\r\n{ApiUsers.NameHeader}: ", empty, 401, 403);
        yield return HostileRequest.PostBytes("the name of the control loop", Abort, $"{Json}\r\n{ApiUsers.NameHeader}: StackKit", empty, 403);
        yield return HostileRequest.PostBytes("page of another origin", Abort, $"{Json}\r\nOrigin: https://evil.example", empty, 403);
        yield return HostileRequest.PostBytes("page without an origin", Abort, $"{Json}\r\nOrigin: null", empty, 403);
        yield return HostileRequest.PostBytes("page of another port", Abort, $"{Json}\r\nOrigin: http://localhost:1", empty, 403);
        yield return HostileRequest.PostBytes("browser says cross-site", Abort, $"{Json}\r\nSec-Fetch-Site: cross-site", empty, 403);
        yield return HostileRequest.PostBytes("browser says same-site", Abort, $"{Json}\r\nSec-Fetch-Site: same-site", empty, 403);
        yield return HostileRequest.PostBytes("browser says two things", Abort, $"{Json}\r\nSec-Fetch-Site: same-origin\r\nSec-Fetch-Site: cross-site", empty, 403);
        yield return HostileRequest.PostBytes("no host", Abort, $"Host:\r\n{Json}\r\nOrigin: http://", empty, 400, 403);
    }
}
