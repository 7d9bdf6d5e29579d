// Firefox for the tests, which are in Python: see tests/engines.py. Reads a command a line, as JSON
// [name, ...values], and answers it with a line, {value} or {error}.
import {createInterface} from "node:readline";
import puppeteer from "puppeteer-core";

const [executablePath, width, height] = process.argv.slice(2);
const browser = await puppeteer.launch({
  browser: "firefox",
  executablePath,
  defaultViewport: {width: Number(width), height: Number(height)},
});
const page = await browser.newPage();
page.setDefaultTimeout(0); // the tests have a patience of their own
const complaints = [];
page.on("pageerror", (error) => complaints.push(`${error}`));
page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));

const commands = {
  async open(address) {
    await page.goto(address);
  },
  evaluate: (script, values) => page.evaluate(`(${script})(...${JSON.stringify(values)})`),
  async drag([start, ...path]) {
    await page.mouse.move(...start);
    await page.mouse.down();
    for (const place of path) await page.mouse.move(...place);
    await page.mouse.up();
  },
  type: (text) => page.keyboard.type(text),
  async press(...keys) {
    for (const key of keys) await page.keyboard.down(key);
    for (const key of keys.toReversed()) await page.keyboard.up(key);
  },
  print: async () => Buffer.from(await page.pdf()).toString("base64"),
  complaints: () => complaints.splice(0),
};

for await (const line of createInterface({input: process.stdin})) {
  const [name, ...values] = JSON.parse(line);
  const answer = await Promise.try(commands[name], ...values).then(
    (value) => ({value}),
    (error) => ({error: `${error}`}),
  );
  console.log(JSON.stringify(answer));
}
await browser.close();
