import { expect, test } from '@jest/globals';
import { createCurrentCatalogue } from '../../../../lambda/shared/catalogue/current-catalogue.ts';
import { releasedCatalogue } from '../../../../lambda/shared/catalogue/released-catalogue.ts';

const priced = (minor: number) =>
  releasedCatalogue(JSON.stringify({ products: [{ slug: 'mug', title: 'Mug', prices: { EUR: minor } }] }));
const [deployed, first, second] = [priced(1), priced(2), priced(3)];

function shop() {
  const said = { time: 0, version: undefined as string | undefined, isDown: false, reads: 0 };
  const current = createCurrentCatalogue({
    reader: {
      history: async () => {
        if (said.isDown) throw new Error('the table is not there');
        const { version } = said;
        return version === undefined
          ? undefined
          : { revision: 1, releases: [{ version, at: '2026-11-30T00:00:00.000Z', by: 'jane', products: 1 }] };
      },
      read: async (version) => {
        said.reads += 1;
        const found = [first, second].find((each) => each.version === version);
        if (!found) throw new Error(`there is no catalogue ${version}`);
        return found;
      },
    },
    deployed,
    now: () => said.time,
  });
  return { said, version: async () => (await current()).version };
}

test('until something was released, what was deployed counts', async () => {
  expect(await shop().version()).toBe(deployed.version);
});

test('a release counts within thirty seconds, and is read once', async () => {
  const { said, version } = shop();
  await version();
  said.version = first.version;
  said.time = 29_999;
  expect(await version()).toBe(deployed.version);
  said.time = 30_000;
  expect(await version()).toBe(first.version);
  said.time = 90_000;
  expect(await version()).toBe(first.version);
  expect(said.reads).toBe(1);
});

test('a way back to what was deployed needs no read', async () => {
  const { said, version } = shop();
  said.version = second.version;
  await version();
  said.version = deployed.version;
  said.time = 30_000;
  expect(await version()).toBe(deployed.version);
  expect(said.reads).toBe(1);
});

test('nothing older than thirty seconds counts where the table does not answer', async () => {
  const { said, version } = shop();
  await version();
  said.isDown = true;
  said.time = 29_999;
  expect(await version()).toBe(deployed.version);
  said.time = 30_000;
  await expect(version()).rejects.toThrow('the table is not there');
});

test('a version that cannot be read is nothing to price by', async () => {
  const { said, version } = shop();
  said.version = 'f'.repeat(64);
  await expect(version()).rejects.toThrow('there is no catalogue');
});
