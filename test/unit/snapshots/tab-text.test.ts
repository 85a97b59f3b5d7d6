import { expect, it } from "vitest";
import { quotedText, tabText } from "../../../app/pipeline/tab-text";

it("escapes what the format gives a meaning to, and nothing else", () => {
  expect(tabText("a\tb\nc\\d\r\0é中")).toBe("a\\tb\\nc\\\\d\\r\\0é中");
  expect(tabText('it\'s {"a": 1}')).toBe('it\'s {"a": 1}');
  expect(quotedText("it's\\")).toBe("'it\\'s\\\\'");
});
