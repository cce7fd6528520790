"""What a test runner gives its tests without an import, as a module: who checks something with it is checked."""

from urllib.parse import quote

NAMES = frozenset(("describe", "expect", "it", "test"))
_SOURCE = """\
import { isDeepStrictEqual } from "node:util";
const run = (_, body) => body();
export { run as describe, run as it, run as test };
const checks = {
  toBe: (value, other) => Object.is(value, other),
  toEqual: (value, other) => isDeepStrictEqual(value, other),
  toStrictEqual: (value, other) => isDeepStrictEqual(value, other),
  toBeTruthy: value => Boolean(value),
  toBeFalsy: value => !value,
  toBeNull: value => value === null,
  toBeUndefined: value => value === undefined,
  toBeDefined: value => value !== undefined,
  toBeInstanceOf: (value, kind) => value instanceof kind,
  toBeGreaterThan: (value, other) => value > other,
  toBeLessThan: (value, other) => value < other,
  toContain: (value, member) => typeof value === "string" ? value.includes(member) : [...value].includes(member),
  toHaveLength: (value, length) => value.length === length,
};
const matchers = (value, wanted) => Object.fromEntries(Object.entries(checks).map(([name, check]) => [
  name,
  (...given) => {
    if (check(value, ...given) !== wanted) throw new Error(`expected ${wanted ? "" : "not "}${name}`);
  },
]));
export const expect = value => ({ ...matchers(value, true), not: matchers(value, false) });
"""
MODULE = f"data:text/javascript,{quote(_SOURCE)}"
