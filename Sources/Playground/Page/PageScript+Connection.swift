extension PageScript {
    /// The connection, the pictures that come over it, and what a person does.
    static let connection = #"""
        const streams = { 1: "viewer", 2: "front", 3: "wrist" };
        const pictures = { come: 0, drawn: {} };
        let socket, patience = 500;

        function connect() {
          socket = new WebSocket(`ws://${location.host}/live`);
          socket.binaryType = "arraybuffer";
          socket.onopen = () => { patience = 500; link("live", true); };
          socket.onmessage = ({ data }) => {
            if (typeof data !== "string") return picture(new Uint8Array(data));
            const message = JSON.parse(data);
            show[message.type]?.(message);
          };
          socket.onclose = ({ reason }) => {
            link(reason || "not connected", false);
            setTimeout(connect, patience);
            patience = Math.min(patience * 2, 8000);
          };
        }

        function link(text, isGood) {
          $("link").textContent = text;
          $("link").dataset.good = isGood ? "yes" : "no";
        }

        function send(message) {
          if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
          else note("not connected: is gr00t sim play still running?");
        }

        // One byte says whose picture it is, the rest is a JPEG or PNG. The server sends the next when this one has been seen.
        async function picture(bytes) {
          const stream = bytes[0], canvas = $(streams[stream]), turn = ++pictures.come;
          let image;
          try {
            image = await createImageBitmap(new Blob([bytes.subarray(1)]));
            // Two may be decoded at a time, and the older one may be ready last.
            if (turn < (pictures.drawn[stream] ?? 0)) return;
            pictures.drawn[stream] = turn;
            if (canvas.width !== image.width) canvas.width = image.width;
            if (canvas.height !== image.height) canvas.height = image.height;
            canvas.getContext("2d").drawImage(image, 0, 0);
          } finally {
            image?.close();
            if (socket.readyState === WebSocket.OPEN) send({ type: "seen", stream });
          }
        }

        const press = {
          halt: () => send({ type: "halt" }),
          next: () => send({ type: "new_scene", task: $("task").value }),
          reset: () => send({ type: "reset" }),
          pause: () => send({ type: paused ? "resume" : "pause" }),
          step: () => send({ type: "step" }),
        };
        for (const [id, action] of Object.entries(press)) $(id).addEventListener("click", action);

        $("say").addEventListener("submit", (event) => {
          event.preventDefault();
          send({ type: "instruct", text: $("text").value });
        });
        $("scene").addEventListener("submit", (event) => {
          event.preventDefault();
          const text = $("seed").value.trim();
          if (text && !/^\d{1,10}$/.test(text)) return note("a seed is a whole number from 0 to 1000000000");
          send({ type: "new_scene", task: $("task").value, ...(text ? { seed: Number(text) } : {}) });
        });
        $("task").addEventListener("change", press.next);
        $("speed").addEventListener("change", () => send({ type: "speed", value: Number($("speed").value) }));

        const keys = { " ": press.pause, ".": press.step, r: press.reset, n: press.next };
        addEventListener("keydown", (event) => {
          if (event.ctrlKey || event.metaKey || event.altKey) return;
          const at = event.target;
          if (event.key === "Escape") return at.blur();
          // Where text is typed keys are letters; on a button, space presses it.
          if (["INPUT", "SELECT"].includes(at.tagName) || at.tagName === "BUTTON" && event.key === " ") return;
          if (event.key === "/") { event.preventDefault(); return $("text").select(); }
          const action = keys[event.key.toLowerCase()];
          if (action) { event.preventDefault(); action(); }
        });
        connect();
        """#
}
