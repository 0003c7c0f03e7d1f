from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from scenes.film.preview.server import application
from tests.film.preview.fake_stage import CHAPTERS, MARK, STORY, FakeStage, page_over

TOKEN, PORT = "a-token", 8123
HOME = f"http://127.0.0.1:{PORT}"
PATHS = ["", "page.css", "page.js", "chapters", "story", "frame/s01_first/0", "sound/s01_first"]


@pytest.fixture
def stage() -> FakeStage:
    return FakeStage()


@pytest.fixture
def client(stage: FakeStage, tmp_path: Path) -> Iterator[TestClient]:
    page = page_over(stage, tmp_path)
    with TestClient(application(page, token=TOKEN, port=PORT), base_url=HOME) as made:
        yield made


def post(client: TestClient, path: str, body: object) -> tuple[int, str]:
    answer = client.post(f"/{TOKEN}/{path}", json=body)
    return answer.status_code, answer.json().get("error", {}).get("text", "")


@pytest.mark.parametrize("path", PATHS)
def test_all_is_served_to_who_has_the_token_and_nothing_without(
    client: TestClient, path: str
) -> None:
    assert client.get(f"/{TOKEN}/{path}").status_code == 200
    for start in ("/", "/a-toke/", "/a-token2/", "//", f"/x/{TOKEN}/", "/%61-toke/"):
        assert client.get(f"{HOME}{start}{path}").status_code == 403, start


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "evil.example:8123"},
        {"host": "127.0.0.1"},
        {"host": "127.0.0.1:8124"},
        {"host": f"127.0.0.1:{PORT}.evil.example"},
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": f"https://127.0.0.1:{PORT}"},
        {"origin": f"127.0.0.1:{PORT}"},
    ],
)
def test_another_host_or_origin_is_refused_even_with_the_token(
    client: TestClient, headers: dict[str, str]
) -> None:
    for answer in (
        client.get(f"/{TOKEN}/story", headers=headers),
        client.post(f"/{TOKEN}/story", json={"values": {}}, headers=headers),
    ):
        assert answer.status_code == 403
        assert answer.text.count("\n") == 0


def test_the_page_may_say_where_it_is_from(client: TestClient) -> None:
    headers = {"origin": f"http://localhost:{PORT}", "host": f"localhost:{PORT}"}
    assert client.get(f"/{TOKEN}/story", headers=headers).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "../server.py",
        "..%2fserver.py",
        "%2e%2e/server.py",
        "%2e%2e%2fserver.py",
        "..%5cserver.py",
        "....//server.py",
        "page/../../server.py",
        "/etc/passwd",
        "%2fetc%2fpasswd",
        "page.js%00.md",
        "page.js/",
        "index.html%20",
        "server.py",
        "__init__.py",
    ],
)
def test_no_path_leads_out_of_the_pages_own_folder(client: TestClient, path: str) -> None:
    answer = client.get(f"{HOME}/{TOKEN}/{path}", follow_redirects=False)
    assert answer.status_code in (403, 404, 307)
    assert "import" not in answer.text
    assert "root:" not in answer.text


def test_every_answer_keeps_the_browser_in(client: TestClient) -> None:
    for path in (f"/{TOKEN}/", f"/{TOKEN}/nothing", "/"):
        headers = client.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "http" not in policy
        assert headers["cache-control"] == "no-store"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["x-content-type-options"] == "nosniff"


def test_nothing_is_written_but_by_posted_json(client: TestClient, tmp_path: Path) -> None:
    before = {file: file.read_bytes() for file in tmp_path.iterdir()}
    home = f"/{TOKEN}/"
    assert client.get(f"{home}cue").status_code in (404, 405)
    assert client.get(f"{home}story/write").status_code in (404, 405)
    assert client.post(f"{home}cue", data={"chapter": CHAPTERS[0]}).status_code == 415
    assert client.post(f"{home}cue", content="[]", headers=JSON).status_code == 400
    assert client.post(f"{home}cue", content="{", headers=JSON).status_code == 400
    assert client.post(f"{home}story", content=b" " * 100_001, headers=JSON).status_code == 413
    assert {file: file.read_bytes() for file in tmp_path.iterdir()} == before


JSON = {"content-type": "application/json"}


def test_a_cue_goes_to_another_word_and_all_else_stays(client: TestClient, tmp_path: Path) -> None:
    cue = {"chapter": CHAPTERS[0], "beat": "begin", "cue": "line", "word": "left", "occurrence": 0}
    file = tmp_path / "s01.md"
    before = file.read_text(encoding="utf-8")
    assert post(client, "cue", cue) == (200, "")
    moved = before.replace("[line]", "line").replace("left", "[left](line)")
    assert file.read_text(encoding="utf-8") == moved
    status, text = post(client, "cue", cue | {"word": "nowhere"})
    assert (status, "nowhere" in text) == (422, True)
    assert post(client, "cue", cue | {"chapter": "../s01_first"})[0] == 404
    assert file.read_text(encoding="utf-8") == moved


def test_numbers_are_shown_before_they_are_written(
    client: TestClient, stage: FakeStage, tmp_path: Path
) -> None:
    story = tmp_path / "story.toml"
    assert post(client, "story", {"values": {"horn.alpha": 1.7}}) == (200, "")
    shown = Path(stage.asked[-1][1]["path"])
    assert (shown != story, "alpha = 1.7 " in shown.read_text()) == (True, True)
    assert story.read_text(encoding="utf-8") == STORY
    assert client.get(f"/{TOKEN}/story").json()["changed"] == ["horn.alpha"]
    # What is edited meanwhile is not lost.
    story.write_text(STORY.replace("beta = 2.0", "beta = 2.5"), encoding="utf-8")
    assert post(client, "story/write", {}) == (200, "")
    expected = STORY.replace("alpha = 1.5", "alpha = 1.7").replace("beta = 2.0", "beta = 2.5")
    assert story.read_text(encoding="utf-8") == expected
    assert not shown.exists()
    assert post(client, "story/write", {}) == (422, "no number was changed")


def test_numbers_that_cant_be_drawn_are_turned_back(client: TestClient, stage: FakeStage) -> None:
    assert post(client, "story", {"values": {"horn.beta": 2.2}}) == (200, "")
    status, text = post(client, "story", {"values": {"horn.alpha": 7}})
    assert (status, text) == (422, "horn.alpha = 7.0 can't be drawn")
    assert client.get(f"/{TOKEN}/story").json()["changed"] == ["horn.beta"]
    assert "alpha = 1.5" in Path(stage.asked[-1][1]["path"]).read_text(encoding="utf-8")
    assert post(client, "story", {"values": {}}) == (200, "")
    assert client.get(f"/{TOKEN}/story").json()["changed"] == []


def test_another_story_is_kept_beside_and_none_is_overwritten(
    client: TestClient, tmp_path: Path
) -> None:
    post(client, "story", {"values": {"horn.alpha": 1.7}})
    for name in (
        "../out.toml",
        "/tmp/out.toml",
        ".toml",
        "out.py",
        "a\\b.toml",
        "a\0.toml",
        "s01.md",
    ):
        status, text = post(client, "story/write", {"name": name})
        assert (status, text.count("\n")) == (422, 0), name
    (tmp_path / "mine.toml").write_text("mine")
    assert post(client, "story/write", {"name": "mine.toml"})[0] == 422
    assert (tmp_path / "mine.toml").read_text() == "mine"
    assert post(client, "story/write", {"name": "warm.toml"}) == (200, "")
    assert (tmp_path / "warm.toml").read_text() == STORY.replace("alpha = 1.5", "alpha = 1.7")
    assert (tmp_path / "story.toml").read_text(encoding="utf-8") == STORY


def test_what_is_asked_wrongly_is_told_in_one_line(client: TestClient, stage: FakeStage) -> None:
    for path in ("outline/s99_none", "at/s01_first/0?x=2&y=0", "at/s01_first/0?x=nan&y=0"):
        answer = client.get(f"/{TOKEN}/{path}")
        assert answer.status_code in (400, 404), path
        assert answer.json()["error"]["text"].count("\n") == 0
    stage.fault = {"text": "invalid syntax", "file": "scenes/s01_first.py", "line": 7}
    answer = client.get(f"/{TOKEN}/outline/s01_first")
    assert (answer.status_code, answer.json()) == (422, {"error": stage.fault})


def test_a_mark_is_told_with_all_that_is_known(client: TestClient) -> None:
    assert client.get(f"/{TOKEN}/at/s01_first/3?x=0.52&y=0.55").json() == MARK
    assert client.get(f"/{TOKEN}/at/s01_first/3?x=0.9&y=0.9").json() is None
