/// What the page does, in three parts of one script.
enum PageScript {
    /// What the server says, put where one sees it. All text goes in as text, never as markup.
    static let views = #"""
        const $ = (id) => document.getElementById(id);
        const paint = { red: "#d33a2c", green: "#2fa84f", blue: "#2c6fd3", yellow: "#e3b922", purple: "#8b4fc6" };
        const phases = {
          idle: "No instruction", acting: "Acting", success: "Done", time_over: "Time is over", failed: "The policy failed",
        };
        let paused = false;

        const show = {
          hello(message) {
            $("policy").textContent = message.policy;
            $("about").textContent = message.about;
            $("text").maxLength = message.instruction_limit;
            $("task").replaceChildren(...message.tasks.map((task) => new Option(task, task)));
            $("speed").replaceChildren(...message.speeds.map((speed) => new Option(speed + "×", speed)));
            makeCharts(message.joints);
          },

          scene(message) {
            $("seed").value = message.seed;
            $("task").value = message.task;
            charts.moments = [];
            charts.answer = null;
            $("suggestions").replaceChildren(...message.suggestions.map((text) => {
              const chip = document.createElement("button");
              chip.textContent = text;
              chip.addEventListener("click", () => { $("text").value = text; send({ type: "instruct", text }); });
              return chip;
            }));
            $("cubes").replaceChildren(...message.cubes.map(cubeRow));
          },

          task(message) {
            $("banner").dataset.phase = message.phase;
            put("phase", phases[message.phase] ?? message.phase);
            const said = message.instruction && `“${message.instruction}”`;
            put("remark", [said, message.remark].filter(Boolean).join(" — "));
            put("goal", message.instruction ? message.goal ?? "not known: nothing can be judged" : "–");
            const first = message.first_touched;
            const judged = message.followed === undefined || message.followed === null ? ""
              : message.followed ? " — as told" : " — not what was said";
            put("touched", first ? first + judged : "nothing yet");
            put("steps", message.instruction ? `${message.steps} of ${message.step_limit}` : "–");
            $("halt").disabled = message.phase !== "acting";
          },

          moment(message) {
            paused = message.paused;
            $("pause").textContent = paused ? "Go on" : "Pause";
            $("clock").textContent = message.time.toFixed(1) + " s" + (paused ? " · paused" : "");
            if (Number($("speed").value) !== message.speed) $("speed").value = message.speed;
            const slow = message.waiting > 0.05 ? `waits for the policy, ${message.waiting.toFixed(1)} s a time` : "";
            const rate = message.steps_per_second ? message.steps_per_second.toFixed(1) + " steps/s" : "";
            $("rate").textContent = [slow, rate].filter(Boolean).join(" · ") || "at rest";
            for (const cube of message.cubes) {
              const cell = $("cube-" + cube.colour);
              if (!cell) continue;
              const [x, y, z] = [cube.x, cube.y, cube.height].map((value) => value.toFixed(1).replace("-0.0", "0.0"));
              cell.textContent = `${cube.place} · ${x}, ${y}, ${z} cm`;
              cell.title = "away from the base, to the arm's left, above the table";
            }
            chartMoment(message);
          },

          answer(message) {
            $("inputs").replaceChildren(...message.inputs.map(entryRow));
            $("outputs").replaceChildren(...message.outputs.map(entryRow));
            $("took").textContent = message.milliseconds.toFixed(1) + " ms →";
            $("stages").textContent = message.stages.map(({ name, milliseconds }) => `${name} ${milliseconds.toFixed(1)}`)
              .join("\n");
            chartAnswer(message);
          },

          notice(message) { note(message.text); },
        };

        // Only what is new: a screen reader reads what changes.
        function put(id, text) { if ($(id).textContent !== text) $(id).textContent = text; }

        function entryRow({ key, shape, values }) {
          const row = document.createElement("tr");
          for (const text of [key, shape, values]) row.insertCell().textContent = text;
          return row;
        }

        function cubeRow(colour) {
          const row = document.createElement("tr");
          const [name, place, act] = [0, 1, 2].map(() => row.insertCell());
          const swatch = document.createElement("span");
          swatch.className = "swatch";
          swatch.style.background = paint[colour] ?? colour;
          name.append(swatch, colour);
          place.id = "cube-" + colour;
          const nudge = document.createElement("button");
          nudge.textContent = "Nudge";
          nudge.title = `Move the ${colour} cube a few centimetres`;
          nudge.addEventListener("click", () => send({ type: "nudge", colour }));
          act.append(nudge);
          return row;
        }

        function note(text) {
          const same = [...$("notices").children].find((each) => each.dataset.text === text);
          if (same) same.remove();
          const box = document.createElement("p"), close = document.createElement("button");
          box.dataset.text = text;
          close.textContent = "×";
          close.setAttribute("aria-label", "Close this notice");
          close.addEventListener("click", () => box.remove());
          box.append(close, text);
          $("notices").append(box);
          while ($("notices").children.length > 4) $("notices").firstChild.remove();
        }
        """#
}
