import { defineConfig } from "vite";

// One bundle a call: `app` on every page, `network` where a network is drawn. File names are fixed, so that the
// program finds them; nothing is loaded from anywhere else.
const entry = process.env.ENTRY ?? "app";

export default defineConfig({
  base: "./",
  build: {
    outDir: "../src/tawatur/report/assets",
    emptyOutDir: entry === "app",
    target: "es2022",
    assetsInlineLimit: 0,
    cssCodeSplit: false,
    reportCompressedSize: false,
    rollupOptions: {
      input: `src/${entry}.ts`,
      output: { format: "iife", entryFileNames: `${entry}.js`, assetFileNames: (a) => (a.names?.[0]?.endsWith(".css") ? "app.css" : "[name][extname]") },
    },
  },
});
