import re, time, requests


def test_it(site):
    base = site.address("luton").rstrip("/")
    host = base.split("//")[1].split(":")[0]
    port = base.rsplit(":", 1)[1]
    url = f"http://127.0.0.1:{port}"
    s = requests.Session()
    H = {"Host": f"{host}:{port}"}
    r = s.get(url + "/accounts/sign-in/", headers=H)
    print(r.status_code)
    tok = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', r.text).group(1)
    ck = "; ".join(f"{c.name}={c.value}" for c in s.cookies)
    r = requests.post(
        url + "/accounts/sign-in/",
        data={"login": "service.manager@luton.example.org", "password": "a warm hearth", "csrfmiddlewaretoken": tok},
        headers={**H, "Cookie": ck},
        allow_redirects=False,
    )
    print(r.status_code, r.headers.get("Location"))
    ck = "; ".join(f"{c.name}={c.value}" for c in r.cookies)
    H["Cookie"] = ck
    for p in (
        "me",
        "households?limit=50",
        "visits?limit=50",
        "duties?limit=50",
        "people",
        "children",
        "placements",
        "approvals",
        "enquiries",
        "audit-entries",
        "payment-previews",
        "policy",
        "teams",
        "staff",
        "allocations",
        "planned-visits",
        "visit-actions",
        "reviews",
        "tsd-completions",
        "fee-standings",
    ):
        t = time.time()
        r = requests.get(url + "/api/v1/" + p, headers=H)
        w = time.time() - t
        t = time.time()
        r = requests.get(url + "/api/v1/" + p, headers=H)
        w = time.time() - t
        print(
            p,
            r.status_code,
            len(r.content),
            "%.0f ms" % (w * 1000),
            r.headers.get("Content-Type"),
            len(r.json().get("results", [])) if r.ok else r.text[:300],
        )
    hh = requests.get(url + "/api/v1/households?limit=1", headers=H).json()["results"][0]
    r = requests.get(url + "/api/v1/households/" + hh["id"], headers=H)
    print(r.headers)
    r2 = requests.get(url + "/api/v1/households/" + hh["id"], headers={**H, "If-None-Match": r.headers["ETag"]})
    print(r2.status_code, r2.headers, r2.content)
    r = requests.head(url + "/api/v1/households/" + hh["id"], headers=H)
    print("HEAD", r.status_code, r.headers.get("Content-Length"), r.content)
    r = requests.post(url + "/api/v1/enquiries", json={}, headers=H)
    print(r.status_code, r.text[:300])
    r = requests.get(url + "/api/schema/", headers=H)
    print(r.status_code, len(r.content))
    r = requests.get(url + "/api/nothing", headers=H)
    print(r.status_code, r.text[:200])
    r = requests.get(url + "/api/v1/households", headers={"Host": H["Host"]})
    print(r.status_code, r.text[:200])
    pp = requests.get(url + "/api/v1/households/%s/payment-preview" % hh["id"], headers=H)
    print(pp.text[:1200])
