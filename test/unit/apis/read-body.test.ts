import { IncomingMessage } from "node:http";
import { Socket } from "node:net";
import { expect, it } from "vitest";
import { readBody } from "../../../app/apis/serving/read-body";

function posted(text: string): IncomingMessage {
  const message = new IncomingMessage(new Socket());
  message.push(text);
  message.push(null);
  return message;
}

it.each([
  ["", "line 1, column 1"],
  ['{"a":1,}', "line 1, column 8"],
  ['{\n "a": tru }', "line 2, column 7"],
  ['{"a":', "line 1, column 6"],
  ["{'secret':1}", "line 1, column 2"],
])("a body that is not JSON is refused with the place: %j", async (text, place) => {
  await expect(readBody(posted(text), 1000)).rejects.toMatchObject({ code: "bad-body", message: `The body is not JSON: ${place}` });
});
