// Builds static/build/ from assets/: styles, scripts, fonts. Nothing it makes is kept in the repository.
import { cp, mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import * as sass from 'sass'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const out = join(root, 'static', 'build')
const fresh = join(root, 'static', `.build-${process.pid}`) // put in place whole, so that no page meets half a build
const modules = join(root, 'node_modules')

await rm(fresh, { recursive: true, force: true })
await mkdir(join(fresh, 'fonts'), { recursive: true })

for (const name of ['app', 'document']) {
  const { css } = await sass.compileAsync(join(root, 'assets', 'scss', `${name}.scss`), { style: 'compressed', loadPaths: [modules], quietDeps: true })
  await writeFile(join(fresh, `${name}.css`), css)
}
await build({ entryPoints: [join(root, 'assets', 'js', 'app.mjs')], bundle: true, minify: true, format: 'esm', target: 'es2021', outfile: join(fresh, 'app.js'), legalComments: 'none', logLevel: 'warning' })
await build({ entryPoints: [join(root, 'assets', 'js', 'enabled.js')], minify: true, target: 'es2015', outfile: join(fresh, 'enabled.js'), logLevel: 'warning' })
await cp(join(modules, 'htmx.org', 'dist', 'htmx.min.js'), join(fresh, 'htmx.min.js'))
await cp(join(modules, '@fontsource-variable', 'inter', 'files', 'inter-latin-wght-normal.woff2'), join(fresh, 'fonts', 'inter-latin-wght.woff2'))
await cp(join(modules, '@fontsource-variable', 'inter', 'files', 'inter-latin-ext-wght-normal.woff2'), join(fresh, 'fonts', 'inter-latin-ext-wght.woff2'))

await rm(out, { recursive: true, force: true })
await rename(fresh, out)
