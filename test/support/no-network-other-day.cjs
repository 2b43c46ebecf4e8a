// Loaded before a program: it lives on another day, and finds no network.
const dns = require('node:dns');
const net = require('node:net');

const movedBy = 400 * 24 * 3600 * 1000;
const RealDate = Date;
globalThis.Date = class extends RealDate {
  constructor(...parts) {
    if (parts.length === 0) super(RealDate.now() + movedBy);
    else super(...parts);
  }

  static now() {
    return RealDate.now() + movedBy;
  }
};

const refuse = () => {
  throw new Error('the program asked for the network');
};
net.Socket.prototype.connect = refuse;
dns.lookup = refuse;
