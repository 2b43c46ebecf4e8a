// Layers of a function lie under /opt in Lambda, and in folders of MiniStack here.
const fs = require('node:fs');
const path = require('node:path');
const { syncBuiltinESMExports } = require('node:module');

const folders = (process.env._LAMBDA_LAYERS_DIRS ?? '').split(path.delimiter).filter(Boolean);

function located(file) {
  if (typeof file !== 'string' || !file.startsWith('/opt/')) return file;
  const candidates = folders.map((folder) => path.join(folder, file.slice('/opt/'.length)));
  return candidates.find((candidate) => fs.existsSync(candidate)) ?? file;
}

function redirect(module, names) {
  for (const name of names) {
    const original = module[name];
    module[name] = (file, ...rest) => original.call(module, located(file), ...rest);
  }
}

if (folders.length > 0) {
  redirect(fs, ['createReadStream', 'openSync', 'readFile', 'readFileSync', 'readdirSync', 'statSync']);
  redirect(fs.promises, ['open', 'readFile', 'stat']);
  syncBuiltinESMExports();
}
