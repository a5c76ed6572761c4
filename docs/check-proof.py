#!/usr/bin/env python3
"""Checks the proof of a case of Banjie (npm run proof) with Python's standard library alone.

    python3 check-proof.py PROOF.json [--key PUBLIC_KEY_IN_HEX]

Checked are: that each entry follows on from the one before and has the hash of its text; that the words given have the
digests in it; that the last one is the one in the leaf; that the leaf leads to the root of the head (RFC 9162,
2.1.3.2); that the head is signed (Ed25519, RFC 8032) by the key in the proof, or by the one given with --key, which the
desk has told you by another way.
"""
import argparse
import base64
import hashlib
import json
import sys

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)


class Wrong(Exception):
    """What does not hold, as a sentence."""


def sha256(data):
    return hashlib.sha256(data).digest()


def add(one, other):
    """The sum of two points of the curve, in extended coordinates."""
    a = (one[1] - one[0]) * (other[1] - other[0]) % P
    b = (one[1] + one[0]) * (other[1] + other[0]) % P
    c = 2 * one[3] * other[3] * D % P
    d = 2 * one[2] * other[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def times(number, point):
    total = (0, 1, 1, 0)
    while number:
        if number & 1:
            total = add(total, point)
        point = add(point, point)
        number >>= 1
    return total


def same(one, other):
    return (one[0] * other[2] - other[0] * one[2]) % P == 0 and (one[1] * other[2] - other[1] * one[2]) % P == 0


def point_of(data):
    """The point that 32 bytes stand for (RFC 8032, 5.1.3)."""
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    if len(data) != 32 or y >= P:
        raise Wrong("The signature or the key is no point of the curve.")
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if (x * x - square) % P or (x == 0 and sign):
        raise Wrong("The signature or the key is no point of the curve.")
    if x & 1 != sign:
        x = P - x
    return (x, y, 1, x * y % P)


BASE = point_of((4 * pow(5, -1, P) % P).to_bytes(32, "little"))


def is_signed(key, text, signature):
    if len(signature) != 64:
        return False
    r, s = signature[:32], int.from_bytes(signature[32:], "little")
    if s >= ORDER:
        return False
    challenge = int.from_bytes(hashlib.sha512(r + key + text).digest(), "little") % ORDER
    return same(times(s, BASE), add(point_of(r), times(challenge, point_of(key))))


def check_chain(proof, leaf):
    before = ""
    for place, entry in enumerate(proof["entries"], start=1):
        said = json.loads(entry["text"])
        if sha256(entry["text"].encode()).hex() != entry["hash"]:
            raise Wrong(f"Entry {place} has not the hash of its text.")
        if (said["number"], said["seq"], said["previousHash"]) != (proof["number"], place, before):
            raise Wrong(f"Entry {place} does not follow on from the one before.")
        before = entry["hash"]
    if (leaf["case"], leaf["seq"], leaf["hash"]) != (proof["number"], len(proof["entries"]), before):
        raise Wrong("The entries do not end as the leaf says.")


def check_words(proof):
    """What was said has the digests that the entries hold (entries from before 0.5.0 hold the words themselves)."""
    entries = {entry["seq"]: json.loads(entry["text"]) for entry in proof["entries"]}
    for word in proof["words"]:
        entry = entries[word["seq"]]
        if entry.get("version", 1) < 3:
            continue
        found = base64.urlsafe_b64encode(sha256(bytes.fromhex(word["salt"]) + word["said"].encode())).rstrip(b"=")
        if found.decode() != entry["digests"][word["n"]]:
            raise Wrong(f"A word of entry {word['seq']} is not what was said then.")


def check_path(proof, head):
    found = sha256(b"\x00" + proof["leaf"].encode())
    place, last = proof["index"], head["leaves"] - 1
    if not 0 <= place <= last:
        raise Wrong("The leaf is not among those of the head.")
    for step in map(bytes.fromhex, proof["path"]):
        if last == 0:
            raise Wrong("The path is too long.")
        if place & 1 or place == last:
            found = sha256(b"\x01" + step + found)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            found = sha256(b"\x01" + found + step)
        place, last = place >> 1, last >> 1
    if last or found.hex() != head["root"]:
        raise Wrong("The leaf does not lead to the root of the head.")


def main():
    arguments = argparse.ArgumentParser(description="Checks the proof of a case of Banjie.")
    arguments.add_argument("proof")
    arguments.add_argument("--key", help="the public key of the desk, 64 hexadecimal digits")
    given = arguments.parse_args()
    with open(given.proof, encoding="utf-8") as file:
        proof = json.load(file)
    try:
        if proof["version"] != 2:
            raise Wrong("This is a proof of another version.")
        head = json.loads(proof["head"])
        check_chain(proof, json.loads(proof["leaf"]))
        check_words(proof)
        check_path(proof, head)
        if given.key and given.key.lower() != proof["publicKey"]:
            raise Wrong("The head is not signed by the key that you have given.")
        if not is_signed(bytes.fromhex(proof["publicKey"]), proof["head"].encode(), base64.b64decode(proof["signature"])):
            raise Wrong("The signature of the head is wrong.")
    except Wrong as wrong:
        print(f"The proof does not hold: {wrong}")
        return 1
    except (KeyError, IndexError, TypeError, ValueError, AttributeError) as fault:
        print(f"This is no proof that can be read: {type(fault).__name__} {fault}")
        return 1
    whose = "the key you gave" if given.key else f"the key {proof['publicKey']}: ask the desk by another way whether it is theirs"
    print(f"The proof holds: case {proof['number']} had these {len(proof['entries'])} entries on {head['at']}, signed by {whose}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
