import { unescapeXml } from "../../domain/text/unescape-xml";

/** One element of an answer. Names are as they are written: neither S3 nor Azure uses prefixes. */
export interface XmlElement {
  readonly name: string;
  /** Raw, as `Encoded="true"`. */
  readonly attributes: string;
  readonly text: string;
  readonly children: readonly XmlElement[];
}

/** Reads the XML of a listing or an error; null for anything else, such as a document with a DOCTYPE. Nothing is declared or fetched. */
export function parseXml(source: string): XmlElement | null {
  const root: Open = { name: "", attributes: "", text: "", children: [] };
  const open: Open[] = [root];
  let at = 0;
  for (const match of source.matchAll(token)) {
    if (match.index !== at) return null;
    at += match[0].length;
    const [, cdata, slash, name, attributes = "", selfClosing, text] = match;
    const top = open.at(-1);
    if (top === undefined) return null;
    if (text !== undefined) {
      const plain = unescapeXml(text);
      if (plain === null) return null;
      top.text += plain;
    } else if (cdata !== undefined) top.text += cdata;
    else if (name === undefined) continue;
    else if (slash === "/") {
      if (open.length === 1 || top.name !== name) return null;
      open.pop();
    } else {
      const element: Open = { name, attributes, text: "", children: [] };
      top.children.push(element);
      if (selfClosing !== "/") open.push(element);
      if (open.length > deepest) return null;
    }
  }
  return at === source.length && open.length === 1 ? (root.children[0] ?? null) : null;
}

/** The text of a child; null when there is none of the name. */
export function childText(element: XmlElement, name: string): string | null {
  return childOf(element, name)?.text ?? null;
}

/** The first child of a name; null when there is none. */
export function childOf(element: XmlElement, name: string): XmlElement | null {
  return element.children.find((child) => child.name === name) ?? null;
}

interface Open {
  readonly name: string;
  readonly attributes: string;
  text: string;
  readonly children: Open[];
}

const token =
  /\uFEFF|<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[([\s\S]*?)\]\]>|<(\/?)([\w.:-]+)((?:\s+[\w.:-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>|([^<\uFEFF]+)/g;
const deepest = 20;
