/** What AWS says that runtime 2.0 does not support, as somebody might write it, with what the check calls it. */
export const unsupportedPlants: Readonly<Record<string, readonly (readonly [code: string, name: string])[]>> =
  {
    'eval()': [["eval('1');", 'eval']],
    'Function constructors': [
      ["new Function('a', 'return a');", 'Function on its own'],
      ["Function('return 1')();", 'Function on its own'],
      ["handler.constructor('return 1')();", 'the member .constructor'],
      ["new globalThis.Function('return 1');", 'Function on its own'],
    ],
    'setTimeout()': [['setTimeout(handler, 1);', 'setTimeout']],
    'setImmediate()': [['setImmediate(handler);', 'setImmediate']],
    'clearTimeout()': [['clearTimeout(1);', 'clearTimeout']],
    'high-resolution timers': [['performance.now();', 'performance']],
    'file system access': [
      ["require('fs').readFileSync('/etc/passwd');", 'require("fs")'],
      ["import fs from 'fs';", 'the import of "fs"'],
    ],
    process: [['process.exit(1);', 'process']],
    'environment variables': [['const home = process.env.HOME;', 'process']],
    XHR: [['new XMLHttpRequest();', 'XMLHttpRequest']],
    'HTTP(S)': [
      ["fetch('https://api.example');", 'fetch'],
      ["require('https').get('https://api.example');", 'require("https")'],
    ],
    sockets: [
      ["require('net').connect(443);", 'require("net")'],
      ["new WebSocket('wss://api.example');", 'WebSocket'],
    ],
    'await outside of async functions': [
      ["import cf from 'cloudfront'; await cf.kvs().get('a');", 'await outside of an async function'],
    ],
    'async arguments': [
      ['Promise.resolve(1).then(async (value) => value);', 'an async argument'],
      [
        'const later = function () { return Promise.resolve(1); }; Object.keys(later(async function () { return 1; }));',
        'an async argument',
      ],
      [
        "import cf from 'cloudfront'; async function other() { console.log(await cf.kvs().get('a')); }",
        'await in an argument',
      ],
    ],
    'async closures': [
      ['async function inner() { return request; }', 'an async closure'],
      ['const inner = async () => request;', 'an async closure'],
    ],
    'console.log() with commas': [["console.log('uri', request.uri);", 'console.log() with 2 arguments']],
    'Object.create() with a properties list': [
      ['Object.create(null, {});', 'Object.create() with 2 arguments'],
    ],
    'Unicode escape sequences of other than six characters': [
      ["const face = '\\u{1F600}';", 'the escape sequence \\u{1F600}'],
      ['const face = `\\u{1F600}`;', 'the escape sequence \\u{1F600}'],
      ['const \\u{61} = 1;', 'the escape sequence \\u{61}'],
    ],
    'String.prototype.bytesFrom()': [
      ["String.bytesFrom('00', 'hex');", 'String.bytesFrom'],
      ['request.uri.bytesFrom();', 'the member .bytesFrom'],
    ],
    'String.prototype.fromBytes()': [['request.uri.fromBytes();', 'the member .fromBytes']],
    'String.prototype.fromUTF8()': [['request.uri.fromUTF8();', 'the member .fromUTF8']],
    'String.prototype.toBytes()': [
      ['String.prototype.toBytes.call(request.uri);', 'String.prototype.toBytes'],
    ],
    'String.prototype.toUTF8()': [["request.uri['toUTF8']();", 'the member .toUTF8']],
  };

/** A piece of code for each type of node that AWS's list does not name. */
export const nodePlants: Readonly<Record<string, string>> = {
  ArrayPattern: 'const [first] = [1];',
  AssignmentPattern: 'function other(a = 1) { return a; }',
  ChainExpression: 'const host = request?.uri;',
  ClassBody: 'class Other {}',
  ClassDeclaration: 'class Other {}',
  ClassExpression: 'const Other = class {};',
  DebuggerStatement: 'debugger;',
  ExportAllDeclaration: "export * from 'cloudfront';",
  ExportDefaultDeclaration: 'export default 1;',
  ExportNamedDeclaration: 'export const one = 1;',
  ForOfStatement: 'for (const value of [1]) value;',
  ImportAttribute: "import cf from 'cloudfront' with { type: 'json' };",
  ImportExpression: "import('cloudfront');",
  ImportNamespaceSpecifier: "import * as cf from 'cloudfront';",
  ImportSpecifier: "import { kvs } from 'cloudfront';",
  MetaProperty: 'const target = new.target;',
  MethodDefinition: 'class Other { method() {} }',
  ObjectPattern: 'const { method } = request;',
  PrivateIdentifier: 'class Other { #field = 1; static has(o) { return #field in o; } }',
  PropertyDefinition: 'class Other { field = 1; }',
  SpreadElement: 'const copy = [...[1]];',
  StaticBlock: 'class Other { static { } }',
  Super: 'class Other extends Object { constructor() { super(); } }',
  TaggedTemplateExpression: 'const raw = String.raw`a`;',
  YieldExpression: 'function* other() { yield 1; }',
};

/** Newer forms of syntax whose type of node is on the list, with what the check calls each. */
export const formPlants: readonly (readonly [code: string, name: string])[] = [
  ['with (request) uri;', "'with' in strict mode"],
  ['const n = 017;', 'Invalid number'],
  ['const n = 0b11;', 'the binary or octal number 0b11'],
  ['const n = 0o17;', 'the binary or octal number 0o17'],
  ['const n = 10n;', 'the BigInt 10n'],
  ['const o = { 10n: 1 };', 'the BigInt 10n'],
  ['const o = { f() { return 1; } };', 'a method in short form'],
  ['const o = { request };', 'a property in short form'],
  ["const o = { ['a' + 'b']: 1 };", 'a computed name of a property'],
  ["const o = { get ['a']() { return 1; } };", 'a computed name of a getter'],
  ['const last = request.uri?.length;', 'optional chaining (?.)'],
  ['request.uri.trim?.();', 'optional chaining (?.)'],
  ["const path = request.uri ?? '/';", 'the operator ??'],
  ["request.uri ||= '/';", 'the operator ||='],
  ["request.uri &&= '/';", 'the operator &&='],
  ["request.uri ??= '/';", 'the operator ??='],
  ['let n = 2; n **= 2;', 'the operator **='],
  ['using resource = null;', 'the declaration using'],
  ['try { request.uri; } catch { request.uri; }', 'catch without the name of the error'],
  ['function* other() { return 1; }', 'a generator function'],
  ['const other = function* () { return 1; };', 'a generator function'],
  ['async function* other() { return 1; }', 'a generator function'],
  ['if (request.uri) { function other() { return 1; } }', 'a function declared in a block'],
  ['request.uri.indexOf("a",);', 'a comma after the last argument or parameter'],
  ['new Date(0,);', 'a comma after the last argument or parameter'],
  ['function other(a,) { return a; }', 'a comma after the last argument or parameter'],
  ['const other = (a,) => a;', 'a comma after the last argument or parameter'],
  ["import fs from 'fs';", 'the import of "fs"'],
  ["import 'cloudfront';", 'the import of "cloudfront"'],
  ['/a/s.test(request.uri);', 'the flag s of a regular expression'],
  ['/a/u.test(request.uri);', 'the flag u of a regular expression'],
  ['/a/v.test(request.uri);', 'the flag v of a regular expression'],
  ['/a/d.test(request.uri);', 'the flag d of a regular expression'],
  ['/(?<=a)b/.test(request.uri);', 'lookbehind of the regular expression /(?<=a)b/'],
  ['/(?<!a)b/.test(request.uri);', 'lookbehind of the regular expression /(?<!a)b/'],
  ['/(?i:a)b/.test(request.uri);', 'modifiers of the regular expression /(?i:a)b/'],
];

/** Ways to reach what the engine does not have without a plain name of it, with what the check calls each. */
export const detourPlants: readonly (readonly [code: string, name: string])[] = [
  ["request['fl' + 'at']();", 'a call of a member whose name is computed'],
  ["const name = 'from'; Array[name];", 'a built-in whose name is computed'],
  ["const name = 'fetch'; globalThis[name];", 'a built-in whose name is computed'],
  ["globalThis.fetch('https://api.example');", 'fetch'],
  ["globalThis['fetch']('https://api.example');", 'fetch'],
  ['const world = globalThis;', 'globalThis on its own'],
  ['const math = Math;', 'Math on its own'],
  ["new RegExp('(?<=a)b');", 'RegExp on its own'],
  ['new Promise(handler);', 'Promise on its own'],
  ['const load = require;', 'require(…)'],
  ['require(request.uri);', 'require(…)'],
  ["require('crypto').randomBytes(1);", 'crypto.randomBytes'],
  ["const crypto = require('crypto'); crypto.randomUUID();", 'crypto.randomUUID'],
  ["import cf from 'cloudfront'; cf.fetch('/');", 'cloudfront.fetch'],
  ['globalThis.Array.from([1]);', 'Array.from'],
  ['const own = { flat: 1 }; [[1]].flat();', 'the member .flat'],
  ['request.headers.host();', 'the member .host'],
  ['other = 1;', 'other'],
];

/** One function with every form of syntax that AWS lists. */
export const sampler = `import cf from 'cloudfront';
const store = cf.kvs();
const dash = (...parts) => parts.join('-');
;
async function handler(event) {
  var logged = await store.get('key');
  let count = 0;
  do { count++; } while (count < 2);
  while (count < 3) count += 1;
  outer: for (let index = 0; index < 9; index += 1) {
    if (index === 1 || index === 2) continue;
    else if (index > 4) break outer;
    count = index % 2 === 0 ? count + 2 ** 1 : (count, count);
  }
  switch (typeof count) {
    case 'number':
      count -= !true ? 1 : 0;
      break;
    default:
      throw new TypeError('no number');
  }
  try {
    delete this.value;
    throw new Error('thrown');
  } catch (error) {
    logged += \` \${event.request.querystring.a.value}\`;
  } finally {
    logged = logged + ' ' + (count - 2_0 + 2_0 - 2);
  }
  const match = /^(?<first>[0-9]+)-(\\d+)$/gim.exec('12-34');
  const list = [];
  for (const name in { a: 1, b: { get c() { return 1; } } }) list.push(name);
  console.log(\`\${logged} \${dash(match.groups.first, match[2])} \${list.reverse().map(function (name) { return name; })}\`);
  return event.request;
}
`;
