import { unescapeXml } from "../../app/domain/text/unescape-xml";

/** One XML element: ClickHouse configuration uses elements and text, and (apart from a few substitutions) no attributes. */
export interface XmlElement {
  readonly name: string;
  readonly text: string;
  readonly children: readonly XmlElement[];
}

/** Reads the small XML that ClickHouse configuration is made of. Throws with the place when tags do not close or an entity is unknown. */
export function parseXml(source: string): XmlElement {
  const root: Open = { name: "", text: "", children: [] };
  const open: Open[] = [root];
  for (const match of source.matchAll(
    /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[([\s\S]*?)\]\]>|<(\/?)([\w.:-]+)((?:[^>"']|"[^"]*"|'[^']*')*?)(\/?)>|([^<]+)/g,
  )) {
    const [, cdata, slash, name, , selfClosing, text] = match;
    const top = open.at(-1);
    if (top === undefined) break;
    if (text !== undefined) {
      const plain = unescapeXml(text);
      if (plain === null) throw new Error(`unknown entity in the text at character ${match.index}; write & as &amp;`);
      top.text += plain;
    } else if (cdata !== undefined) top.text += cdata;
    else if (name === undefined) continue;
    else if (slash === "/") {
      if (top.name !== name) throw new Error(`</${name}> at character ${match.index} closes <${top.name}>`);
      open.pop();
    } else {
      const element: Open = { name, text: "", children: [] };
      top.children.push(element);
      if (selfClosing !== "/") open.push(element);
    }
  }
  if (open.length !== 1) throw new Error(`<${open.at(-1)?.name ?? ""}> is never closed`);
  const document = root.children[0];
  if (document === undefined) throw new Error("it contains no XML element");
  return document;
}

interface Open {
  readonly name: string;
  text: string;
  readonly children: Open[];
}
