const SVG = "http://www.w3.org/2000/svg";

/** An element of SVG, with its attributes and perhaps a text. */
export function svg(name, attributes = {}, text = "") {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  if (text) node.textContent = text;
  return node;
}
