"""Pictures: within limits, drawn again, nothing but the picture kept."""

import io
import random
import time
import tracemalloc

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.storage import FileSystemStorage
from PIL import Image

from acpmigration.uploads import pictures, renditions
from technical_assistance.models import Picture
from tests.factories import files
from tests.factories.technical_assistance import PictureFactory

WANTED = "Send a JPEG, PNG or WebP picture of up to 10 MB and 25 megapixels."
OTHER_ENDING = "The name of this file does not end in .jpg, .jpeg, .png or .webp."
UNREADABLE = "This file is not a whole picture of that kind."
TOO_MANY_PIXELS = "This picture has more than 25 megapixels."

HOSTILE = {
    "drawing.svg": (lambda: files.SVG_WITH_SCRIPT, OTHER_ENDING),
    "picture.gif": (lambda: files.picture("GIF"), OTHER_ENDING),
    "photo.jpg.html": (files.picture, OTHER_ENDING),
    "drawing.png": (lambda: files.SVG_WITH_SCRIPT, UNREADABLE),
    "animation.png": (lambda: files.picture("GIF"), UNREADABLE),
    "photo.png": (files.picture, UNREADABLE),
    "program.jpg": (lambda: files.PROGRAM, UNREADABLE),
    "cut off.jpg": (lambda: files.picture(size=(600, 400))[:900], UNREADABLE),
    "cut off.png": (lambda: files.picture("PNG")[:-30], UNREADABLE),
    "bomb.png": (files.picture_bomb, TOO_MANY_PIXELS),
    "over the limit.png": (lambda: files.picture_bomb(5_001), TOO_MANY_PIXELS),
    "too large.jpg": (
        lambda: files.picture() + bytes(pictures.MAX_SIZE),
        "This file is larger than 10 MB.",
    ),
}


class PictureForm(forms.ModelForm):
    class Meta:
        model = Picture
        fields = ["image"]


def refusal_of(content: bytes, name: str) -> list[str]:
    return PictureForm(files={"image": files.sent(content, name)}).errors.get("image", [])


def stored(content: bytes, name: str) -> Picture:
    return PictureFactory(image=files.sent(content, name))


def content_of(picture: Picture) -> bytes:
    with picture.image.open() as file:
        return file.read()


def read(picture: Picture) -> Image.Image:
    return Image.open(io.BytesIO(content_of(picture)))


@pytest.mark.parametrize(
    ("name", "kind"), [("a.jpg", "JPEG"), ("a.JPEG", "JPEG"), ("a.png", "PNG"), ("a.webp", "WEBP")]
)
def test_whole_pictures_are_taken(name, kind):
    assert refusal_of(files.picture(kind), name) == []


@pytest.mark.parametrize(
    ("name", "make", "reason"), [(name, *case) for name, case in HOSTILE.items()], ids=HOSTILE
)
def test_what_is_no_such_picture_is_refused(name, make, reason):
    assert refusal_of(make(), name) == [f"{reason} {WANTED}"]


def test_a_picture_of_169_megapixels_is_refused_by_its_header():
    content = files.picture_bomb()
    tracemalloc.start()
    began = time.process_time()

    refusal = refusal_of(content, "bomb.png")

    took, (_now, most) = time.process_time() - began, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert refusal == [f"{TOO_MANY_PIXELS} {WANTED}"]
    assert took < 2
    assert most < 3_000_000


@pytest.mark.django_db
def test_place_person_and_profile_are_not_kept(media):
    picture = stored(files.picture_with_place(), "photo.jpg")

    kept = content_of(picture)
    assert dict(read(picture).getexif()) == {}
    assert {"exif", "icc_profile", "xmp", "comment"}.isdisjoint(read(picture).info)
    assert not any(word in kept for word in (b"Telephone", b"A profile", b"comment", b"EXIF"))


@pytest.mark.django_db
def test_a_picture_lying_on_its_side_is_put_upright(media):
    picture = stored(files.picture_with_place(orientation=6), "photo.jpg")

    row = Picture.objects.get(pk=picture.pk)
    assert read(picture).size == (row.width, row.height) == (40, 60)


@pytest.mark.django_db
def test_what_hides_behind_a_picture_is_not_kept(media):
    picture = stored(files.picture() + files.HTML_WITH_SCRIPT, "photo.jpg")

    assert b"script" not in content_of(picture)
    assert read(picture).format == "WEBP"


@pytest.mark.django_db
@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_pictures_of_any_palette_are_drawn(mode, media):
    picture = stored(files.picture("PNG", mode=mode), "picture.png")

    assert read(picture).mode == ("RGBA" if mode in {"LA", "RGBA"} else "RGB")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("size", "kept"), [((3_200, 1_600), (1_600, 800)), ((40, 30), (40, 30)), ((1, 9), (1, 9))]
)
def test_a_large_picture_is_made_smaller_and_a_small_one_stays(size, kept, media):
    picture = stored(files.picture(size=size), "photo.jpg")

    assert read(picture).size == (picture.width, picture.height) == kept


@pytest.mark.django_db
def test_a_picture_gets_a_name_of_its_own(media):
    picture = stored(files.picture(), "../../photo of a person.jpg")

    small = [picture.image.name.replace(".webp", f"-200.{ending}") for ending in ("avif", "webp")]
    assert sorted(media()) == sorted([picture.image.name, *small])
    assert len(picture.image.name) == len("pictures/") + 32 + len(".webp")


@pytest.mark.django_db
def test_nothing_is_stored_without_the_checks(media):
    with pytest.raises(ValidationError) as refused:
        stored(files.SVG_WITH_SCRIPT, "photo.png")

    assert refused.value.messages == [f"{UNREADABLE} {WANTED}"]
    assert media() == []


def test_forms_offer_the_endings_that_are_taken():
    assert 'accept=".jpg,.jpeg,.png,.webp"' in str(PictureForm()["image"])


@pytest.mark.django_db
def test_grey_in_sixteen_bits_keeps_its_shade(media):
    written = io.BytesIO()
    Image.new("I;16", (80, 60), 40_000).save(written, "PNG")

    kept = read(stored(written.getvalue(), "scan.png")).convert("L").getpixel((40, 30))

    assert abs(kept - 40_000 // 256) <= 2


@pytest.mark.parametrize("size", [(800, 1600), (200, 1600), (1600, 1600)])
@pytest.mark.parametrize("ending", renditions.FORMATS)
def test_the_smallest_rendition_stays_within_its_bytes_whatever_is_drawn(size, ending, tmp_path):
    width, height = size
    noise = Image.frombytes("RGB", size, random.Random(1).randbytes(width * height * 3))
    storage = FileSystemStorage(tmp_path)
    noise.save(tmp_path / "noise.png")

    renditions.make(storage, "noise.png")

    smallest = renditions.rendition_name("noise.png", renditions.WIDTHS[0], ending)
    assert 0 < storage.size(smallest) <= 15_000
