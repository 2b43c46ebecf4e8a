/** Begins with the files that take longest, whatever this machine remembers of earlier runs, and leaves the order of the others to Jest. */
const { default: Sequencer } = require('@jest/test-sequencer');
const { files } = require('./longest-first.json');

module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const rank = ({ path }) => files.findIndex((file) => path.endsWith(`/test/${file}`));
    const first = [...tests].filter((test) => rank(test) >= 0).sort((one, other) => rank(one) - rank(other));
    return [...first, ...super.sort(tests.filter((test) => rank(test) < 0))];
  }
};
